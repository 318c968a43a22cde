// Contiguous allocation.

import { describe, expect, test } from "vitest";
import { EBUSY, EINVAL, ENOMEM } from "../../../models/era.ts";
import { kpageflags } from "../../../models/machine/kpageflags.ts";
import { page_count } from "../../../models/machine/page.ts";
import { put_page } from "../../../models/machine/page_alloc.ts";
import { PageLRU } from "../../../models/machine/page-flags.ts";
import { factsOn } from "../../expectations/index.ts";
import { REFERENCES_AND_STAGES } from "../kernels.ts";
import { addUser, boot, contig, whereIs } from "./callers.ts";

describe.each(REFERENCES_AND_STAGES)("$name: contiguous allocation", (kernel) => {
  test("hands out a range that held ballooned, normal and free pages", () => {
    const m = boot(kernel, 32);
    const users = [addUser(m), addUser(m, "file")];
    m.run("inflate", { pages: 2 });
    users.push(addUser(m));
    expect(contig(m, 1, 7)).toBe(0);
    expect([1, 2, 3, 4, 5, 6].map((pfn) => page_count(m.frame(pfn)))).toEqual([1, 1, 1, 1, 1, 1]);
    expect([1, 2, 3, 4, 5, 6].map((pfn) => kpageflags(m.frame(pfn)))).toEqual([0, 0, 0, 0, 0, 0]);
    const [first, file, last] = whereIs(m, users);
    // Outside of the range; a page that can be read again; in the range.
    expect([first, file]).toEqual([0, -1]);
    expect(last).toBeGreaterThan(6);
    expect(m.seen).toMatchObject({ pages: 2, listed: 2, isolated: 0, host: 2 });
    expect(m.frames.some((pfn) => pfn < 8)).toBe(false);
    expect(m.isolatedCounts).toEqual([0, 0]);
    expect([m.free, m.setAside]).toEqual([32 - 6 - 1 - 2 - 1, 0]);
    for (let pfn = 1; pfn < 7; pfn++) put_page(m.frame(pfn));
    expect([m.free, m.setAside]).toEqual([28, 0]);
    expect(m.k.log).toEqual([]);
  });

  test("says -ENOMEM without a target, and changes nothing", () => {
    const m = boot(kernel, 8);
    const parked = Array.from({ length: 4 }, () => m.alloc());
    const user = addUser(m);
    m.run("inflate", { pages: 2 });
    let tries = 0;
    m.k.tracer = { enter: (name) => (tries += name === "migrate_pages" ? 1 : 0), leave: () => {} };
    expect(contig(m, 4, 8)).toBe(-ENOMEM);
    m.k.tracer = null;
    expect(tries).toBe(factsOn(kernel).triesWithoutTarget);
    expect(m.frames).toEqual([5, 6]);
    expect(whereIs(m, [user])).toEqual([4]);
    expect([m.free, m.setAside]).toEqual([1, 0]);
    expect(m.isolatedCounts).toEqual([0, 0]);
    expect(parked.map(page_count)).toEqual([1, 1, 1, 1]);
  });

  test("says -EBUSY while somebody holds a page, after five tries", () => {
    const m = boot(kernel, 32);
    const users = [addUser(m), addUser(m)];
    m.frame(1)._refcount += 1;
    let tries = 0;
    m.k.tracer = { enter: (name) => (tries += name === "migrate_pages" ? 1 : 0), leave: () => {} };
    expect(contig(m, 0, 4)).toBe(-EBUSY);
    m.k.tracer = null;
    expect(tries).toBe(5);
    expect(whereIs(m, users)[1]).toBe(1);
    expect(m.isolatedCounts).toEqual([0, 0]);
    expect(PageLRU(m.frame(1))).toBe(true);
    put_page(m.frame(1));
    expect(contig(m, 0, 4)).toBe(0);
  });

  test("minds what else is in the pageblock up to 5.18 only", () => {
    const m = boot(kernel, 32);
    m.alloc();
    expect(contig(m, 1, 4)).toBe(factsOn(kernel).mindsWholePageblock ? -EBUSY : 0);
  });

  test("takes no range twice", () => {
    const m = boot(kernel, 32);
    expect(contig(m, 4, 8)).toBe(0);
    expect(contig(m, 4, 8)).toBe(-EBUSY);
    expect(contig(m, 8, 64)).toBe(-EINVAL);
    expect([m.free, m.setAside]).toEqual([28, 0]);
  });

  test("a ballooned page looks like a clean page of a file, and only 5.10 would shrink it (G28d)", () => {
    const m = boot(kernel, 32, { without: ["reclaim:skip-movable"] });
    m.run("inflate", { pages: 1 });
    contig(m, 0, 4);
    const damage = m.k.log.filter((line) => line.level === "bad-page").length + Math.abs(m.k.node.NR_ISOLATED_FILE);
    const { looksLikeFile } = factsOn(kernel);
    expect(damage > 0).toBe(looksLikeFile);
    expect(m.pages).toHaveLength(looksLikeFile ? 0 : 1);
  });
});
