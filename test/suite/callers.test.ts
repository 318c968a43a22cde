/**
 * Memory offlining, contiguous allocation and soft offlining, with ballooned pages, normal pages and pages that nobody can
 * move. One operation at a time, except where a failure needs a second actor.
 */

import { describe, expect, test } from "vitest";
import { EBUSY, EINTR, EINVAL, EIO, ENOMEM, MIGRATE_SYNC } from "../../models/era.ts";
import type { BootOptions } from "../../models/machine/kernel.ts";
import { KPF, kpageflags } from "../../models/machine/kpageflags.ts";
import { lru_add_user_page, lru_del_user_page, UserMapping } from "../../models/machine/lru.ts";
import { type Page, page_count, page_to_pfn, pageAt } from "../../models/machine/page.ts";
import { alloc_page, put_page } from "../../models/machine/page_alloc.ts";
import { PageLRU } from "../../models/machine/page-flags.ts";
import type { Steps } from "../../models/machine/step.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { Device } from "./device.ts";
import { type KernelCase, REFERENCES_AND_STAGES } from "./kernels.ts";
import { Stage } from "./stage.ts";

/** With a balloon that is empty at first. */
function boot(kernel: KernelCase, pages: number, options: BootOptions = {}): Bench {
  const machine = { pages, zones: [{ name: "Normal", pages }] as const, ...options.machine };
  return new Bench(kernel, "virtio-balloon", { ...options, machine } as BootOptions);
}

const offline = (m: Bench, block: number) => m.alone(m.era.offline_pages(m.k, block));
const contig = (m: Bench, start: number, end: number) => m.alone(m.era.alloc_contig_range(m.k, start, end));
const softOffline = (m: Bench, page: Page) => m.alone(m.era.soft_offline_page(page));

function shown(m: Bench, bit: keyof typeof KPF): number[] {
  return m.memory.flatMap((page, pfn) => (kpageflags(page) & (1 << KPF[bit]) ? [pfn] : []));
}
function addUser(m: Bench, kind: "anon" | "file" = "anon"): UserMapping {
  const page = m.alloc();
  const mapping = m.k.heap.alloc(UserMapping, "user mapping");
  lru_add_user_page(page, mapping, kind);
  return mapping;
}
/** Where each user's page is now. */
function whereIs(m: Bench, users: UserMapping[]): number[] {
  return users.map(({ page }) => (page === 0 ? -1 : page_to_pfn(pageAt(m.k.memory, page))));
}

const inBlock = (block: number) => (pfn: number) => Math.floor(pfn / 8) === block;

describe.each(REFERENCES_AND_STAGES)("$name: memory offlining", (kernel) => {
  const { era } = kernel;
  const { ballooned, offlining, marksByFlag } = factsOn(kernel);

  test("moves the balloon out of the block", () => {
    const m = boot(kernel, 32);
    m.run("inflate", { pages: 6 });
    expect(m.frames).toEqual([0, 1, 2, 3, 4, 5]);
    expect(m.pages.map((page) => kpageflags(page))).toEqual(Array(6).fill(ballooned));
    expect(offline(m, 0)).toBe(0);
    expect(m.frames).toHaveLength(6);
    expect(m.frames.some(inBlock(0))).toBe(false);
    expect(m.pages.map((page) => kpageflags(page))).toEqual(Array(6).fill(ballooned));
    expect(m.seen).toMatchObject({ pages: 6, listed: 6, isolated: 0, num_pages: 6, host: 6 });
    for (let pfn = 0; pfn < 8; pfn++) {
      expect(page_count(m.frame(pfn))).toBe(0);
      expect(kpageflags(m.frame(pfn))).toBe(0);
    }
    expect([m.free, m.setAside]).toEqual([32 - 8 - 6, 0]);
    expect(m.k.zones[0]).toMatchObject({ present_pages: 24, managed_pages: 24 - 6 });
    expect(m.k.events).toMatchObject({ BALLOON_MIGRATE: 6, PGMIGRATE_SUCCESS: 6, PGMIGRATE_FAIL: 0 });
    expect(m.k.log).toEqual([]);
  });

  test("isolates all pages of the block before the first one moves", () => {
    const m = boot(kernel, 32);
    m.run("inflate", { pages: 3 });
    const calls: string[] = [];
    m.k.tracer = { enter: (name) => calls.push(name), leave: () => {} };
    offline(m, 0);
    const kept = new Set(offlining);
    expect(calls.filter((name) => kept.has(name))).toEqual(offlining);
  });

  test("puts back what a busy driver refused, and finds it again", () => {
    const m = boot(kernel, 32);
    m.run("inflate", { pages: 2 });
    let rc: number | undefined;
    function* takeOffline() {
      rc = yield* era.offline_pages(m.k, 0);
    }
    const stage = new Stage(m.k, { inflate: m.steps("inflate", { pages: 1 }), offline: takeOffline() });
    stage.until("inflate", "host:inflate");
    stage.until("offline", "putback:call-ops");
    expect(m.seen).toMatchObject({ isolated: expect.any(Number) });
    expect(stage.finish("inflate")).toBe(true);
    expect(stage.finish("offline")).toBe(true);
    expect(rc).toBe(0);
    expect(m.k.events.PGMIGRATE_FAIL).toBeGreaterThan(0);
    expect(m.seen).toMatchObject({ pages: 3, listed: 3, isolated: 0, num_pages: 3, host: 3 });
    expect(m.frames.some(inBlock(0))).toBe(false);
  });

  test("gives up at a signal while the driver stays busy, and gives the block back", () => {
    const m = boot(kernel, 32);
    m.run("inflate", { pages: 2 });
    const stage = new Stage(m.k, { inflate: m.steps("inflate", { pages: 1 }) });
    stage.until("inflate", "host:inflate");
    expect(offline(m, 0)).toBe(-EINTR);
    expect([m.free, m.setAside]).toEqual([29, 0]);
    expect(m.frames).toEqual([0, 1, 2]);
    expect(stage.finish("inflate")).toBe(true);
    expect(offline(m, 0)).toBe(0);
  });

  test("moves normal and ballooned pages together", () => {
    const m = boot(kernel, 32);
    const users: UserMapping[] = [];
    for (let each = 0; each < 3; each++) {
      users.push(addUser(m, each === 1 ? "file" : "anon"));
      m.run("inflate", { pages: 1 });
    }
    expect(offline(m, 0)).toBe(0);
    expect(whereIs(m, users).some(inBlock(0))).toBe(false);
    for (const pfn of whereIs(m, users)) {
      expect(page_count(m.frame(pfn))).toBe(1);
      expect(PageLRU(m.frame(pfn))).toBe(true);
    }
    expect(m.seen).toMatchObject({ pages: 3, listed: 3, isolated: 0 });
    expect(m.isolatedCounts).toEqual([0, 0]);
    expect([m.free, m.setAside]).toEqual([24 - 6, 0]);
    for (const user of users) lru_del_user_page(user);
    m.run("deflate", { pages: 3 });
    expect([m.free, m.setAside]).toEqual([24, 0]);
    expect(m.k.log).toEqual([]);
  });

  test("leaves everything where it is when there is no free page outside", () => {
    const m = boot(kernel, 16);
    const kernelPages = Array.from({ length: 8 }, () => m.alloc());
    const user = addUser(m);
    m.run("inflate", { pages: 4 });
    const before = m.memory.map(page_count);
    expect(offline(m, 1)).toBe(-EINTR);
    expect(m.memory.map(page_count)).toEqual(before);
    expect([m.free, m.setAside]).toEqual([3, 0]);
    expect(m.seen).toMatchObject({ pages: 4, listed: 4, isolated: 0 });
    expect(whereIs(m, [user])).toEqual([8]);
    expect(m.isolatedCounts).toEqual([0, 0]);
    expect(m.k.zones[0]?.present_pages).toBe(16);
    for (const page of kernelPages) put_page(page);
    expect(offline(m, 1)).toBe(0);
    expect(m.k.log).toEqual([]);
  });

  test("skips PageOffline pages that their driver let go of", () => {
    const m = boot(kernel, 32);
    const device = new Device(m.k, "virtio-mem");
    expect(device.run("unplug", { start: 2, pages: 3 })).toBe(0);
    expect(device.frames).toEqual([2, 3, 4]);
    expect(m.k.zones[0]?.managed_pages).toBe(29);
    expect(offline(m, 0)).toBe(0);
    expect([2, 3, 4].map((pfn) => page_count(m.frame(pfn)))).toEqual([0, 0, 0]);
    expect(m.k.zones[0]).toMatchObject({ managed_pages: 24, present_pages: 24 });
    // They are in a block that is not there any more.
    expect(device.run("plug", { pages: 3 })).toBe(0);
  });

  test("refuses PageOffline pages that their driver holds on to, at once", () => {
    const m = boot(kernel, 32);
    const device = new Device(m.k, "virtio-mem", { going_offline: false });
    device.run("unplug", { start: 2, pages: 3 });
    const calls: string[] = [];
    m.k.tracer = { enter: (name) => calls.push(name), leave: () => {} };
    expect(offline(m, 0)).toBe(-EBUSY);
    expect(calls).toContain("scan_movable_pages");
    expect(calls).not.toContain("do_migrate_range");
    m.k.tracer = null;
    expect([m.free, m.setAside]).toEqual([29, 0]);
    expect(device.run("plug", { pages: 3 })).toBe(3);
    expect(m.k.zones[0]?.managed_pages).toBe(32);
    expect(offline(m, 0)).toBe(0);
  });

  test("takes back its references and its count when the block stays after all", () => {
    const m = boot(kernel, 32);
    const device = new Device(m.k, "virtio-mem");
    const stuck = new Device(m.k, "virtio-mem", { going_offline: false });
    device.run("unplug", { start: 2, pages: 2 });
    stuck.run("unplug", { start: 6, pages: 1 });
    expect(offline(m, 0)).toBe(-EBUSY);
    expect(device.pages.map(page_count)).toEqual([1, 1]);
    expect(m.k.zones[0]?.managed_pages).toBe(29);
  });

  test("refuses a balloon that cannot migrate", () => {
    const m = boot(kernel, 32, { config: { BALLOON_COMPACTION: false } });
    m.run("inflate", { pages: 2 });
    expect(offline(m, 0)).toBe(-EBUSY);
    expect(shown(m, "KPF_OFFLINE")).toEqual([0, 1]);
    expect([m.free, m.setAside]).toEqual([30, 0]);
    m.run("deflate", { pages: 2 });
    expect(offline(m, 0)).toBe(0);
  });

  test("refuses a block with a page of the kernel before it has set anything aside", () => {
    const m = boot(kernel, 32);
    for (let each = 0; each < 4; each++) addUser(m);
    m.alloc();
    expect(offline(m, 0)).toBe(-EBUSY);
    expect([m.free, m.setAside]).toEqual([27, 0]);
    expect(whereIs(m, [])).toEqual([]);
    expect(shown(m, "KPF_LRU")).toEqual([0, 1, 2, 3]);
  });

  test("says no to a block that is not online, and to one that does not exist", () => {
    const m = boot(kernel, 16);
    expect(offline(m, 1)).toBe(0);
    expect(offline(m, 1)).toBe(-EINVAL);
    expect(offline(m, 2)).toBe(-EINVAL);
    expect(offline(m, Number.NaN)).toBe(-EINVAL);
  });

  test("moves pages to another zone only if the first one has none left, and corrects both managed counts", () => {
    const zones = [
      { name: "Normal", pages: 16 },
      { name: "Movable", pages: 8 },
    ] as never;
    const m = boot(kernel, 24, { machine: { zones } });
    const [normal, movable] = m.k.zones;
    m.run("inflate", { pages: 5 });
    expect(m.frames.every(inBlock(2))).toBe(true);
    expect([normal?.managed_pages, movable?.managed_pages]).toEqual([16, 3]);
    expect(offline(m, 2)).toBe(0);
    expect(m.frames.some(inBlock(2))).toBe(false);
    expect([normal?.managed_pages, movable?.managed_pages]).toEqual([11, 0]);
    expect(movable?.present_pages).toBe(0);
  });

  test("keeps pages in the zone of movable pages while it has room", () => {
    const zones = [
      { name: "Normal", pages: 8 },
      { name: "Movable", pages: 16 },
    ] as never;
    const m = boot(kernel, 24, { machine: { zones } });
    m.run("inflate", { pages: 5 });
    const [first] = m.frames as [number];
    expect(offline(m, Math.floor(first / 8))).toBe(0);
    expect(m.frames.every((pfn) => pfn >= 8 && Math.floor(pfn / 8) !== Math.floor(first / 8))).toBe(true);
    expect(m.k.zones.map((zone) => zone.managed_pages)).toEqual([8, 3]);
  });

  test("does not fill the zone of movable pages with what came from elsewhere", () => {
    const zones = [
      { name: "Normal", pages: 8 },
      { name: "Movable", pages: 8 },
    ] as never;
    const m = boot(kernel, 16, { machine: { zones } });
    const parked = Array.from({ length: 8 }, () => m.alloc());
    m.run("inflate", { pages: 2 });
    for (const page of parked) put_page(page);
    expect(offline(m, 0)).toBe(-EINTR);
    expect(m.frames).toEqual([0, 1]);
  });

  test("without the order of the tests, a balloon is taken for one that never moves (G29)", () => {
    const m = boot(kernel, 32, { without: ["offline:movable-first"] });
    m.run("inflate", { pages: 2 });
    expect(offline(m, 0)).toBe(-EBUSY);
  });

  test.runIf(marksByFlag)("without the flag in the mark, a page that never moves is tried for ever (G11)", () => {
    const m = boot(kernel, 32, { without: ["mark:flag"] });
    new Device(m.k, "virtio-mem", { going_offline: false }).run("unplug", { start: 2, pages: 1 });
    expect(offline(m, 0)).toBe(-EINTR);
  });
});

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

  test("a ballooned page looks like a clean page of a file, and only 5.10 would shrink it (G28)", () => {
    const m = boot(kernel, 32, { without: ["reclaim:skip-movable"] });
    m.run("inflate", { pages: 1 });
    contig(m, 0, 4);
    const damage = m.k.log.filter((line) => line.level === "bad-page").length + Math.abs(m.k.node.NR_ISOLATED_FILE);
    const { looksLikeFile } = factsOn(kernel);
    expect(damage > 0).toBe(looksLikeFile);
    expect(m.pages).toHaveLength(looksLikeFile ? 0 : 1);
  });
});

describe.each(REFERENCES_AND_STAGES)("$name: soft offlining", (kernel) => {
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
    expect(m.pages.map(page_count)).toEqual(Array(8).fill(1));
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
    // The free path refused the page before it could wipe the mark.
    expect(m.era.movable(m.frame(pfn))).toBe(true);
    expect(offline(m, Math.floor(pfn / 8))).toBe(-EINTR);
  });
});

describe.each(REFERENCES_AND_STAGES)("$name: normal pages next to movable ones", (kernel) => {
  const { era } = kernel;
  /** Runs the steps and collects the counts of isolated pages, from both ends of each step. */
  const watch = (m: Bench, watched: Steps<unknown>) => {
    const seen = new Set<string>();
    const stage = new Stage(m.k, { watched });
    expect(stage.finish("watched", () => seen.add(m.isolatedCounts.join()))).toBe(true);
    return [...seen];
  };

  test.each(["compaction", "offlining"])("%s counts exactly the normal pages that it isolated", (what) => {
    const m = boot(kernel, 32);
    const [zone] = m.k.zones;
    if (!zone) throw new Error("no zone");
    const users = [addUser(m), addUser(m, "file")];
    m.run("inflate", { pages: 2 });
    const steps = what === "compaction" ? era.compact_zone(zone, MIGRATE_SYNC) : era.offline_pages(m.k, 0);
    const seen = watch(m, steps);
    expect(seen).toContain("1,1");
    expect(seen.every((counts) => ["0,0", "1,0", "1,1", "0,1"].includes(counts))).toBe(true);
    expect(m.isolatedCounts).toEqual([0, 0]);
    expect(whereIs(m, users).some(inBlock(0))).toBe(false);
    expect(shown(m, "KPF_LRU").sort()).toEqual(whereIs(m, users).sort());
  });

  test("without the test for movable pages the count goes wrong (G28)", () => {
    const m = boot(kernel, 32, { without: ["lru:account-lru-only"] });
    const [zone] = m.k.zones;
    if (!zone) throw new Error("no zone");
    m.run("inflate", { pages: 2 });
    m.alone(era.compact_zone(zone, MIGRATE_SYNC));
    expect(m.isolatedCounts).toEqual([0, -2]);
  });

  test.each(["anon", "file"] as const)(
    "an isolated %s page whose user lets go is freed by whoever isolated it",
    (kind) => {
      const m = boot(kernel, 32);
      const user = addUser(m, kind);
      const stage = new Stage(m.k, { offline: era.offline_pages(m.k, 0) });
      stage.until("offline", "migrate:first");
      expect(m.isolatedCounts).toEqual(kind === "anon" ? [1, 0] : [0, 1]);
      lru_del_user_page(user);
      expect(stage.finish("offline")).toBe(true);
      expect(m.isolatedCounts).toEqual([0, 0]);
      expect([m.free, m.setAside]).toEqual([24, 0]);
      expect(shown(m, "KPF_LRU")).toEqual([]);
      expect(m.k.log).toEqual([]);
    },
  );

  test("a page freed from the LRU leaves the list", () => {
    const m = boot(kernel, 8);
    const users = [addUser(m), addUser(m), addUser(m)];
    for (const user of users) lru_del_user_page(user);
    expect(m.k.node.lru.next).toBe(m.k.node.lru.addr);
    expect(m.free).toBe(8);
    expect(m.k.log).toEqual([]);
  });
});

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
