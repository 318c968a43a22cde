// Pageblocks that are set aside for somebody.

import { describe, expect, test } from "vitest";
import { EBUSY } from "../../../models/era.ts";
import { lru_del_user_page } from "../../../models/machine/lru.ts";
import { page_count, page_to_pfn } from "../../../models/machine/page.ts";
import { REFERENCES_AND_STAGES } from "../kernels.ts";
import { Stage } from "../stage.ts";
import { addUser, boot, offline } from "./callers.ts";

describe.each(REFERENCES_AND_STAGES)("$name: pageblocks set aside", (kernel) => {
  const { era } = kernel;
  test("what becomes free in them stays out of use until they are given back", () => {
    const m = boot(kernel, 16);
    const users = [addUser(m), addUser(m)];
    const stage = new Stage(m.k, { contig: era.alloc_contig_range(m.k, 0, 4) });
    stage.until("contig", "contig:scan");
    expect([m.free, m.setAside]).toEqual([12, 2]);
    for (const user of users) lru_del_user_page(user);
    expect([m.free, m.setAside]).toEqual([12, 4]);
    expect(page_to_pfn(m.alloc())).toBeGreaterThanOrEqual(4);
    expect(stage.finish("contig")).toBe(true);
    expect([0, 1, 2, 3].map((pfn) => page_count(m.frame(pfn)))).toEqual([1, 1, 1, 1]);
    expect([m.free, m.setAside]).toEqual([11, 0]);
  });

  test("two owners of one range do not get along, and the first one keeps it", () => {
    const m = boot(kernel, 16);
    addUser(m);
    const stage = new Stage(m.k, { contig: era.alloc_contig_range(m.k, 0, 4) });
    stage.until("contig", "contig:scan");
    expect(offline(m, 0)).toBe(-EBUSY);
    expect([m.free, m.setAside]).toEqual([12, 3]);
    expect(stage.finish("contig")).toBe(true);
    expect([m.free, m.setAside]).toEqual([16 - 4 - 1, 0]);
  });
});
