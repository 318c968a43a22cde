// Soft offlining, and who hands out pages without a reference: where kernels of one era differ, as read in their sources.
import { describe, expect, it } from "vitest";
import { EIO, MIGRATE_SYNC } from "../../models/era.ts";
import { pfn_to_page } from "../../models/machine/page.ts";
import { is_free_buddy_page, PageBuddy } from "../../models/machine/page_alloc.ts";
import { runAlone } from "../../models/machine/scheduler.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { kernelsWith, RELEASES } from "./kernels.ts";
import { Stage } from "./stage.ts";

const softOffline = ({ k }: Bench, pfn: number) =>
  runAlone(k, "soft offline", k.era.soft_offline_page(pfn_to_page(k, pfn)));

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
    const stage = new Stage(k, { kcompactd: k.era.compact_zone(zone, MIGRATE_SYNC) });
    stage.until("kcompactd", "migrate:call-ops");
    const held = Array.from({ length: k.machine.pages }, (_, pfn) => pfn).filter((pfn) => {
      const page = pfn_to_page(k, pfn);
      return page._refcount === 0 && !k.era.movable(page) && !is_free_buddy_page(page);
    });
    for (const pfn of held) expect(softOffline(bench, pfn)).toBe(-EIO);
    expect(held.length > 0).toBe(!factsOn(kernel).holdsFreePages);
  });
});

const UNLOCK = RELEASES.flatMap((kernel) => {
  const { unlocksFirst } = factsOn(kernel);
  return unlocksFirst === null ? [] : [{ name: kernel.name, kernel, unlocksFirst }];
});

it.each(UNLOCK)("unlocks a page before it is isolated, on $name", ({ kernel, unlocksFirst }) => {
  const bench = new Bench(kernel, "virtio-balloon");
  bench.run("inflate", { pages: 1 });
  const calls: string[] = [];
  bench.k.tracer = { enter: (name) => calls.push(name), leave() {} };
  softOffline(bench, 0);
  expect(calls.slice(0, 2)).toEqual(["soft_offline_page", unlocksFirst]);
});

// mm/page_alloc.c, 7.2.13; recorded on 7.3.4.
const NEW = RELEASES.filter((kernel) => factsOn(kernel).isOf2026);

it.each(NEW)("takes a contiguous range without references first, on $name", (kernel) => {
  const bench = new Bench(kernel, "virtio-mem", { machine: { pages: 16 } });
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
