/** What stays where a block goes offline: mm/page_alloc.c:__offline_isolated_pages(), 5.10, passes over poisoned pages. */
import { expect, it } from "vitest";
import { page_count, pfn_to_page } from "../../models/machine/page.ts";
import { isFree } from "../../models/machine/page_alloc.ts";
import { Bench } from "./bench.ts";
import { REFERENCES_AND_STAGES } from "./kernels.ts";

it.each(REFERENCES_AND_STAGES)(
  "$name: a poisoned page is neither free nor moved, and the block goes all the same",
  (kernel) => {
    const zones = [{ name: "Normal", pages: 32 }] as const;
    const bench = new Bench(kernel, "virtio-balloon", { machine: { pages: 32, zones: [...zones] } });
    const page = pfn_to_page(bench.k, 3);
    expect(bench.alone(bench.era.soft_offline_page(page))).toBe(0);
    expect(bench.alone(bench.era.offline_pages(bench.k, 0))).toBe(0);
    expect([page_count(page), isFree(page)]).toEqual([1, false]);
  },
);
