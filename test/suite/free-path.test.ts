// What the free path does to a page, and what becomes of one that it refuses, kernel by kernel as read in their sources.
import { describe, expect, test } from "vitest";
import { MIGRATE_SYNC } from "../../models/era.ts";
import { Kernel } from "../../models/machine/kernel.ts";
import { pageAt, pfn_to_page } from "../../models/machine/page.ts";
import { alloc_page, put_page } from "../../models/machine/page_alloc.ts";
import { set_bit } from "../../models/machine/page-flags.ts";
import { Bench, RELEASES, Stage } from "./bench.ts";

/** mm/page_alloc.c:free_pages_prepare() in Debian's 6.1.176, 6.12.107 and 7.2.13. */
const EMPTIES_PRIVATE = ["mops@6.1", "mops@6.12", "flags@7.2"];
/** mm/compaction.c:compaction_free() in Debian's 6.12.107 and 7.2.13. */
const LISTENS = ["mops@6.12", "flags@7.2"];
/** The same in 5.10.223 and 6.1.176: its pages are prepared and stay so. */
const UNCHECKED = ["aops@5.10", "aops@5.19", "mops@6.1"];

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
    expect(second.private).toBe(EMPTIES_PRIVATE.includes(kernel.name) ? 0 : 7);
  });

  test("a target of compaction that the free path refuses", () => {
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
      kcompactd: k.era.compact_zone(k, zone, MIGRATE_SYNC),
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
    if (LISTENS.includes(kernel.name)) expect(again).toBe(0);
    else expect(again).toBeGreaterThan(0);
    // In no kernel does it come back to the allocator.
    expect(bench.free).toBeGreaterThan(before);
    expect(k.types.test(pageAt(k.memory, target), "buddy")).toBe(false);
  });

  test("the pages of the free scanner are in use before one is asked for", () => {
    const bench = new Bench(kernel, "virtio-balloon", { machine: { pages: 16 } });
    const { k } = bench;
    const [zone] = k.zones;
    if (!zone) throw new Error("a machine without a zone");
    bench.run("inflate", { pages: 1 });
    const stage = new Stage(k, { kcompactd: k.era.compact_zone(k, zone, MIGRATE_SYNC) });
    stage.until("kcompactd", "migrate:call-ops");
    const inUse = Array.from({ length: 16 }, (_, pfn) => pfn_to_page(k, pfn)._refcount > 0).filter(Boolean).length;
    // The page, its target, and with the older scanner the rest of the block that the target came from.
    if (UNCHECKED.includes(kernel.name)) expect(inUse).toBeGreaterThan(2);
    else expect(inUse).toBe(2);
  });
});
