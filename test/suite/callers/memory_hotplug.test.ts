// Memory offlining: a block is emptied, or stays.

import { describe, expect, test } from "vitest";
import { EBUSY, EINTR, EINVAL } from "../../../models/era.ts";
import { kpageflags } from "../../../models/machine/kpageflags.ts";
import { lru_del_user_page, type UserMapping } from "../../../models/machine/lru.ts";
import { page_count } from "../../../models/machine/page.ts";
import { put_page } from "../../../models/machine/page_alloc.ts";
import { PageLRU } from "../../../models/machine/page-flags.ts";
import { factsOn } from "../../expectations/index.ts";
import { Device } from "../device.ts";
import { REFERENCES_AND_STAGES } from "../kernels.ts";
import { Stage } from "../stage.ts";
import { addUser, boot, inBlock, offline, shown, whereIs } from "./callers.ts";

describe.each(REFERENCES_AND_STAGES)("$name: memory offlining", (kernel) => {
  const { era } = kernel;
  const { ballooned, offlining, marksByFlag, absent } = factsOn(kernel);

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

  const inOrder = !absent.includes("offline:movable-first");
  test.runIf(inOrder)("without the order of the tests, a balloon is taken for one that never moves (G29)", () => {
    const m = boot(kernel, 32, { without: ["offline:movable-first"] });
    m.run("inflate", { pages: 2 });
    expect(offline(m, 0)).toBe(-EBUSY);
  });

  test.runIf(marksByFlag)("without the flag in the mark, a page that never moves is tried for ever (G11a)", () => {
    const m = boot(kernel, 32, { without: ["mark:flag"] });
    new Device(m.k, "virtio-mem", { going_offline: false }).run("unplug", { start: 2, pages: 1 });
    expect(offline(m, 0)).toBe(-EINTR);
  });
});
