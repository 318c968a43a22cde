// Soft offlining: a page is taken out of use while it still works.

import { describe, expect, test } from "vitest";
import { EBUSY, EINTR, EIO, ENOMEM } from "../../../models/era.ts";
import { page_count, page_to_pfn } from "../../../models/machine/page.ts";
import { alloc_page } from "../../../models/machine/page_alloc.ts";
import { factsOn } from "../../expectations/index.ts";
import type { Bench } from "../bench.ts";
import { REFERENCES_AND_STAGES } from "../kernels.ts";
import { addUser, boot, offline, shown, softOffline, whereIs } from "./callers.ts";

describe.each(REFERENCES_AND_STAGES)("$name: soft offlining", (kernel) => {
  const [home] = factsOn(kernel).references;
  const poisonedAndFree = (m: Bench, pfn: number) => {
    expect(shown(m, "KPF_HWPOISON")).toEqual([pfn]);
    expect(page_count(m.frame(pfn))).toBe(1);
    expect(shown(m, "KPF_BUDDY")).not.toContain(pfn);
  };
  const never = (m: Bench, pfn: number) => {
    for (;;) {
      const page = alloc_page(m.k, "GFP_HIGHUSER_MOVABLE");
      if (page === null) break;
      expect(page_to_pfn(page)).not.toBe(pfn);
    }
  };

  test("moves a ballooned page off a frame that never comes back", () => {
    const m = boot(kernel, 16);
    m.run("inflate", { pages: 2 });
    expect(softOffline(m, m.frame(0))).toBe(0);
    poisonedAndFree(m, 0);
    expect(m.frames).toEqual([1, 2]);
    expect(m.seen).toMatchObject({ pages: 2, listed: 2, isolated: 0, host: 2 });
    expect(softOffline(m, m.frame(0))).toBe(0);
    expect(page_count(m.frame(0))).toBe(1);
    m.run("deflate", { pages: 2 });
    expect([m.free, m.setAside]).toEqual([15, 0]);
    never(m, 0);
    expect(m.isolatedCounts).toEqual([0, 0]);
    expect(m.k.log).toEqual([]);
  });

  test("moves a normal page, and takes a free one", () => {
    const m = boot(kernel, 16);
    const user = addUser(m);
    expect(softOffline(m, m.frame(0))).toBe(0);
    poisonedAndFree(m, 0);
    expect(whereIs(m, [user])).toEqual([1]);
    expect(m.isolatedCounts).toEqual([0, 0]);
    expect(softOffline(m, m.frame(6))).toBe(0);
    expect(shown(m, "KPF_HWPOISON")).toEqual([0, 6]);
    expect([m.free, m.setAside]).toEqual([13, 0]);
    never(m, 6);
  });

  test("leaves a page of the kernel alone, and one that will not move", () => {
    const m = boot(kernel, 16);
    const page = m.alloc();
    expect(softOffline(m, page)).toBe(-EIO);
    expect(page_count(page)).toBe(1);
    const user = addUser(m);
    m.frame(1)._refcount += 1;
    expect(softOffline(m, m.frame(1))).toBe(-EBUSY);
    expect(page_count(m.frame(1))).toBe(2);
    expect(whereIs(m, [user])).toEqual([1]);
    expect(shown(m, "KPF_HWPOISON")).toEqual([]);
    expect(m.isolatedCounts).toEqual([0, 0]);
  });

  test("puts the page back when there is no target", () => {
    const m = boot(kernel, 8);
    m.run("inflate", { pages: 8 });
    expect(softOffline(m, m.frame(3))).toBe(-ENOMEM);
    expect(m.seen).toMatchObject({ pages: 8, listed: 8, isolated: 0 });
    expect(m.pages.map(page_count)).toEqual(Array(8).fill(home));
    expect(shown(m, "KPF_HWPOISON")).toEqual([]);
  });

  test("a poisoned frame does not keep its block online, unless it still looks movable", () => {
    const m = boot(kernel, 32);
    addUser(m);
    expect(softOffline(m, m.frame(0))).toBe(0);
    expect(offline(m, 0)).toBe(0);
    m.run("inflate", { pages: 1 });
    const [pfn] = m.frames as [number];
    expect(softOffline(m, m.frame(pfn))).toBe(0);
    // Where its last reference went, the free path refused the page before it could wipe the mark.
    const marked = home > 0;
    expect(m.era.movable(m.frame(pfn))).toBe(marked);
    expect(offline(m, Math.floor(pfn / 8))).toBe(marked ? -EINTR : 0);
  });
});
