// Soft offlining, and who hands out pages without a reference: where kernels of one era differ, as read in their sources.
import { describe, expect, it } from "vitest";
import { EIO, MIGRATE_SYNC } from "../../models/era.ts";
import { pfn_to_page } from "../../models/machine/page.ts";
import { is_free_buddy_page, PageBuddy } from "../../models/machine/page_alloc.ts";
import { runAlone } from "../../models/machine/scheduler.ts";
import { Bench, type KernelCase, kernelsWith, RELEASES, Stage } from "./bench.ts";

const softOffline = ({ k }: Bench, pfn: number) =>
  runAlone(k, "soft offline", k.era.soft_offline_page(k, pfn_to_page(k, pfn)));

function named(kernel: string): KernelCase {
  const found = RELEASES.find(({ name }) => name === kernel);
  if (!found) throw new Error(`no kernel ${kernel}`);
  return found;
}

describe.each(kernelsWith("slab"))("$name", (kernel) => {
  // mm/memory-failure.c:HWPoisonHandlable(), 6.12.107. The poison in the word reads as the mark.
  it("does not take a slab for a page that can move", () => {
    const bench = new Bench(kernel, "slab");
    const stage = new Stage(bench.k, { allocator: bench.steps("cycle") });
    stage.until("allocator", "slab:empty");
    expect(softOffline(bench, 0)).toBe(-EIO);
  });
});

describe.each(RELEASES)("$name", (kernel) => {
  it("does not poison a page that has no reference and is not free", () => {
    const bench = new Bench(kernel, "virtio-balloon");
    const { k } = bench;
    const [zone] = k.zones;
    if (!zone) throw new Error("a machine without a zone");
    bench.run("inflate", { pages: 1 });
    const stage = new Stage(k, { kcompactd: k.era.compact_zone(k, zone, MIGRATE_SYNC) });
    stage.until("kcompactd", "migrate:call-ops");
    const held = Array.from({ length: k.machine.pages }, (_, pfn) => pfn).filter((pfn) => {
      const page = pfn_to_page(k, pfn);
      return page._refcount === 0 && !is_free_buddy_page(page);
    });
    for (const pfn of held) expect(softOffline(bench, pfn)).toBe(-EIO);
    // The free scanner of 5.10 and 6.1 holds its pages by a reference.
    expect(held.length > 0).toBe(!["aops@5.10", "aops@5.19", "mops@6.1"].includes(kernel.name));
  });
});

// Recorded on 6.1.176; the others read in 6.12.107 and 7.2.13.
it.each(["mops@6.1", "mops@6.12", "flags@7.2"])("unlocks a page before it is isolated, on %s", (kernel) => {
  const bench = new Bench(named(kernel), "virtio-balloon");
  bench.run("inflate", { pages: 1 });
  const calls: string[] = [];
  bench.k.tracer = { enter: (name) => calls.push(name), leave() {} };
  softOffline(bench, 0);
  expect(calls.slice(0, 2)).toEqual(
    kernel === "mops@6.1" ? ["soft_offline_page", "unlock_page"] : ["soft_offline_page", "folio_unlock"],
  );
});

// mm/page_alloc.c, 7.2.13; recorded on 7.3.4.
it("takes a contiguous range without references first, on 7.2", () => {
  const bench = new Bench(named("flags@7.2"), "virtio-mem", { machine: { pages: 16 } });
  const { k } = bench;
  const counts = () => [0, 1, 2, 3].map((pfn) => pfn_to_page(k, pfn)._refcount);
  const calls: string[] = [];
  k.tracer = { enter: (name) => calls.push(name), leave() {} };
  const stage = new Stage(k, { device: bench.steps("unplug", { start: 1, pages: 2 }) });
  stage.until("device", "offline:undo-range");
  expect(calls.filter((name) => /contig/.test(name))).toEqual([
    "alloc_contig_range",
    "alloc_contig_frozen_range",
    "__alloc_contig_migrate_range",
    "__free_contig_frozen_range",
    "__free_contig_frozen_range",
  ]);
  expect(counts()).toEqual([0, 0, 0, 0]);
  stage.until("device", "virtio-mem:mark");
  expect(counts()).toEqual([0, 1, 1, 0]);
  expect([0, 3].map((pfn) => PageBuddy(pfn_to_page(k, pfn)))).toEqual([true, true]);
});
