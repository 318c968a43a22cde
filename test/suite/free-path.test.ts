// What the free path does to a page, and what becomes of one that it refuses, kernel by kernel as read in their sources.

import { describe, expect, test } from "vitest";
import { MIGRATE_SYNC } from "../../models/era.ts";
import { Kernel } from "../../models/machine/kernel.ts";
import { pageAt, pfn_to_page } from "../../models/machine/page.ts";
import { alloc_page, put_page } from "../../models/machine/page_alloc.ts";
import { set_bit } from "../../models/machine/page-flags.ts";
import { PGTY_buddy } from "../../models/machine/page-type.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { RELEASES } from "./kernels.ts";
import { Stage } from "./stage.ts";

describe.each(RELEASES)("$name", (kernel) => {
  test("page->private of a page that is freed", () => {
    const zones = [{ name: "Normal", pages: 2 }] as const;
    const k = new Kernel(kernel.era, kernel.release, { machine: { pages: 2, pageblock: 2, zones } as never });
    const pages = [alloc_page(k, "GFP_KERNEL"), alloc_page(k, "GFP_KERNEL")];
    for (const page of pages) if (page) put_page(page);
    for (const _ of pages) alloc_page(k, "GFP_KERNEL");
    const [first, second] = [pfn_to_page(k, 0), pfn_to_page(k, 1)];
    second.private = 7;
    // The head of a free block has the block's order there. So the second page is the one to look at.
    put_page(first);
    put_page(second);
    expect(second.private).toBe(factsOn(kernel).emptiesPrivate ? 0 : 7);
  });

  test.skipIf(factsOn(kernel).inflatesTargets)("a target of compaction that the free path refuses", () => {
    const bench = new Bench(kernel, "virtio-balloon", { machine: { pages: 16 } });
    const { k } = bench;
    const [zone] = k.zones;
    if (!zone) throw new Error("a machine without a zone");
    bench.run("inflate", { pages: 1 });
    const targets: number[] = [];
    k.tracer = {
      enter() {},
      leave(name, result) {
        if (name === "compaction_alloc") targets.push((result as { addr: number }).addr);
      },
    };
    const stage = new Stage(k, {
      owner: bench.steps("inflate", { pages: 1 }),
      kcompactd: k.era.compact_zone(zone, MIGRATE_SYNC),
    });
    stage.until("owner", "host:inflate");
    stage.until("kcompactd", "migrate:call-ops");
    // The last one that was taken is the first one that would be handed out again.
    const target = targets.pop();
    if (target === undefined) throw new Error("compaction took no target");
    const before = bench.free;
    // A memory error, while the driver is busy and will refuse.
    set_bit(pageAt(k.memory, target), k.flags.PG_hwpoison);
    targets.length = 0;
    stage.finish("kcompactd");
    const again = targets.filter((each) => each === target).length;
    if (factsOn(kernel).hearsOfRefusals) expect(again).toBe(0);
    else expect(again).toBeGreaterThan(0);
    // In no kernel does it come back to the allocator.
    expect(bench.free).toBeGreaterThan(before);
    expect(k.types.test(pageAt(k.memory, target), PGTY_buddy)).toBe(false);
  });

  test("the pages of the free scanner are in use before one is asked for", () => {
    const bench = new Bench(kernel, "virtio-balloon", { machine: { pages: 16 } });
    const { k } = bench;
    const [zone] = k.zones;
    if (!zone) throw new Error("a machine without a zone");
    bench.run("inflate", { pages: 1 });
    const stage = new Stage(k, { kcompactd: k.era.compact_zone(zone, MIGRATE_SYNC) });
    stage.until("kcompactd", "migrate:call-ops");
    const inUse = Array.from({ length: 16 }, (_, pfn) => pfn_to_page(k, pfn)._refcount > 0).filter(Boolean).length;
    // The page, its target, and with the older scanner the rest of the block that the target came from.
    if (factsOn(kernel).holdsFreePages) expect(inUse).toBeGreaterThan(2);
    else expect(inUse).toBe(2 * factsOn(kernel).references[0]);
  });
});
