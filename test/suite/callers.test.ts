/**
 * Memory offlining, contiguous allocation and soft offlining, with ballooned pages, normal pages and pages that nobody can
 * move. One operation at a time, except where a failure needs a second actor.
 */
import { describe, expect, test } from "vitest";
import { type Args, EBUSY, EINTR, EINVAL, EIO, ENOMEM, type Era, MIGRATE_SYNC } from "../../models/era.ts";
import { type BootOptions, Kernel } from "../../models/machine/kernel.ts";
import { KPF, kpageflags } from "../../models/machine/kpageflags.ts";
import type { View } from "../../models/machine/layout.ts";
import { lru_add_user_page, lru_del_user_page, UserMapping } from "../../models/machine/lru.ts";
import { type Page, page_count, page_to_pfn, pageAt, pages_that, pfn_to_page } from "../../models/machine/page.ts";
import { alloc_page, pageblock_order, put_page } from "../../models/machine/page_alloc.ts";
import { PageLRU } from "../../models/machine/page-flags.ts";
import { Actor, runAlone, Scheduler } from "../../models/machine/scheduler.ts";
import type { Steps } from "../../models/machine/step.ts";
import { ERAS_AND_STAGES } from "./bench.ts";

class Machine {
  readonly k: Kernel;
  readonly era: Era;
  constructor(era: Era, pages: number, options: BootOptions = {}) {
    const machine = { pages, zones: [{ name: "Normal", pages }] as const };
    const [release] = era.releases;
    if (!release) throw new Error("an era without a kernel");
    this.era = era;
    this.k = new Kernel(era, release, { ...options, machine: { ...machine, ...options.machine } as never });
  }
  actor(name: string, steps: Steps<unknown>): Actor {
    function* body(): Steps {
      yield* steps;
    }
    return new Actor(name, this.k.task(name), body());
  }
  run<R>(steps: Steps<R>): R {
    return runAlone(this.k, "test", steps);
  }
  device(driver: string, options: Args = {}): Device {
    const found = this.era.drivers[driver];
    if (!found) throw new Error(`no driver ${driver}`);
    return new Device(this, driver, found.probe(this.k, driver, options));
  }
  offline(block: number): number {
    return this.run(this.era.offline_pages(this.k, block));
  }
  contig(start: number, end: number): number {
    return this.run(this.era.alloc_contig_range(this.k, start, end));
  }
  softOffline(page: Page): number {
    return this.run(this.era.soft_offline_page(this.k, page));
  }
  page(pfn: number): Page {
    return pfn_to_page(this.k, pfn);
  }
  pages(): Page[] {
    return Array.from({ length: this.k.machine.pages }, (_, pfn) => this.page(pfn));
  }
  shown(bit: keyof typeof KPF): number[] {
    return this.pages().flatMap((page, pfn) => (kpageflags(page) & (1 << KPF[bit]) ? [pfn] : []));
  }
  user(kind: "anon" | "file" = "anon"): UserMapping {
    const page = this.alloc();
    const mapping = this.k.heap.alloc(UserMapping, "user mapping");
    lru_add_user_page(page, mapping, kind);
    return mapping;
  }
  alloc(): Page {
    const page = alloc_page(this.k, "GFP_HIGHUSER_MOVABLE");
    if (!page) throw new Error("no page left");
    return page;
  }
  /** Free pages, of which set aside. */
  free(): { usable: number; isolated: number } {
    const count = (isolated: boolean) =>
      this.k.zones.reduce((sum, zone) => {
        let free = 0;
        for (let order = 0; order <= pageblock_order(this.k); order++) {
          free += this.k.freeArea(zone, order, isolated).nr_free << order;
        }
        return sum + free;
      }, 0);
    return { usable: count(false), isolated: count(true) };
  }
  isolatedCounts(): number[] {
    return [this.k.node.NR_ISOLATED_ANON, this.k.node.NR_ISOLATED_FILE];
  }
  /** Where each user's page is now. */
  whereIs(users: UserMapping[]): number[] {
    return users.map((user) => (user.page === 0 ? -1 : page_to_pfn(pageAt(this.k.memory, user.page))));
  }
}

class Device {
  private readonly m: Machine;
  private readonly driver: string;
  readonly view: View;
  constructor(m: Machine, driver: string, view: View) {
    this.m = m;
    this.driver = driver;
    this.view = view;
  }
  steps(operation: string, args: Args): Steps<unknown> {
    const run = this.m.era.drivers[this.driver]?.operations[operation]?.run;
    if (!run) throw new Error(`no operation ${operation}`);
    return run(this.m.k, this.view, args);
  }
  do(operation: string, args: Args): unknown {
    return this.m.run(this.steps(operation, args));
  }
  get owned(): Page[] {
    const driver = this.m.era.drivers[this.driver];
    return pages_that(this.m.k, (page) => driver?.owns(this.m.k, this.view, page) ?? false);
  }
  get frames(): number[] {
    return this.owned.map(page_to_pfn);
  }
  get seen(): Record<string, unknown> {
    return this.m.era.drivers[this.driver]?.observe(this.m.k, this.view) ?? {};
  }
}

/** An actor that is done will not come to a step any more. */
function runUntil(scheduler: Scheduler, actor: Actor, step: string | null): void {
  while (actor.step !== step) {
    if (actor.step === null) throw new Error(`${actor.name} ended before ${step}`);
    scheduler.run(actor);
  }
}

const inBlock = (block: number) => (pfn: number) => Math.floor(pfn / 8) === block;

describe.each(ERAS_AND_STAGES)("%s: memory offlining", (_name, era) => {
  const { id } = era;
  /** From the traces of 5.10 and 6.17: KPF_OFFLINE, and KPF_UPTODATE where the mark borrows that bit. */
  const isFlag = id === "flags" && !era.releases[0]?.differences.has("mark-in-mapping");
  const ballooned = isFlag ? 0x800008 : 0x800000;

  test("moves the balloon out of the block", () => {
    const m = new Machine(era, 32);
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 6 });
    expect(balloon.frames).toEqual([0, 1, 2, 3, 4, 5]);
    expect(balloon.owned.map((page) => kpageflags(page))).toEqual(Array(6).fill(ballooned));
    expect(m.offline(0)).toBe(0);
    expect(balloon.frames).toHaveLength(6);
    expect(balloon.frames.some(inBlock(0))).toBe(false);
    expect(balloon.owned.map((page) => kpageflags(page))).toEqual(Array(6).fill(ballooned));
    expect(balloon.seen).toMatchObject({ pages: 6, listed: 6, isolated: 0, num_pages: 6, host: 6 });
    for (let pfn = 0; pfn < 8; pfn++) {
      expect(page_count(m.page(pfn))).toBe(0);
      expect(kpageflags(m.page(pfn))).toBe(0);
    }
    expect(m.free()).toEqual({ usable: 32 - 8 - 6, isolated: 0 });
    expect(m.k.zones[0]).toMatchObject({ present_pages: 24, managed_pages: 24 - 6 });
    expect(m.k.events).toMatchObject({ BALLOON_MIGRATE: 6, PGMIGRATE_SUCCESS: 6, PGMIGRATE_FAIL: 0 });
    expect(m.k.log).toEqual([]);
  });

  test("isolates all pages of the block before the first one moves", () => {
    const m = new Machine(era, 32);
    m.device("virtio-balloon").do("inflate", { pages: 3 });
    const calls: string[] = [];
    m.k.tracer = { enter: (name) => calls.push(name), leave: () => {} };
    m.offline(0);
    const isolate = id === "flags" ? "isolate_movable_ops_page" : "isolate_movable_page";
    const kept = new Set(["start_isolate_page_range", "isolate_folio_to_list", isolate, "alloc_migration_target"]);
    for (const name of ["virtballoon_migratepage", "test_pages_isolated", "__offline_isolated_pages"]) kept.add(name);
    const one = id === "aops" ? [isolate] : ["isolate_folio_to_list", isolate];
    const target = "alloc_migration_target";
    const move = "virtballoon_migratepage";
    expect(calls.filter((name) => kept.has(name))).toEqual([
      "start_isolate_page_range",
      ...[...one, ...one, ...one],
      // 5.10 takes target after target; later kernels take them all and then move.
      ...(id === "aops" ? [target, move, target, move, target, move] : [target, target, target, move, move, move]),
      "test_pages_isolated",
      "__offline_isolated_pages",
    ]);
  });

  test("puts back what a busy driver refused, and finds it again", () => {
    const m = new Machine(era, 32);
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 2 });
    const inflate = m.actor("inflate", balloon.steps("inflate", { pages: 1 }));
    let rc: number | undefined;
    function* offlining() {
      rc = yield* era.offline_pages(m.k, 0);
    }
    const offline = m.actor("offline", offlining());
    const scheduler = new Scheduler(m.k, [inflate, offline]);
    runUntil(scheduler, inflate, "host:inflate");
    runUntil(scheduler, offline, "putback:call-ops");
    expect(balloon.seen).toMatchObject({ isolated: expect.any(Number) });
    runUntil(scheduler, inflate, null);
    runUntil(scheduler, offline, null);
    expect(rc).toBe(0);
    expect(m.k.events.PGMIGRATE_FAIL).toBeGreaterThan(0);
    expect(balloon.seen).toMatchObject({ pages: 3, listed: 3, isolated: 0, num_pages: 3, host: 3 });
    expect(balloon.frames.some(inBlock(0))).toBe(false);
  });

  test("gives up at a signal while the driver stays busy, and gives the block back", () => {
    const m = new Machine(era, 32);
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 2 });
    const inflate = m.actor("inflate", balloon.steps("inflate", { pages: 1 }));
    const scheduler = new Scheduler(m.k, [inflate]);
    runUntil(scheduler, inflate, "host:inflate");
    expect(m.offline(0)).toBe(-EINTR);
    expect(m.free()).toEqual({ usable: 29, isolated: 0 });
    expect(balloon.frames).toEqual([0, 1, 2]);
    runUntil(scheduler, inflate, null);
    expect(m.offline(0)).toBe(0);
  });

  test("moves normal and ballooned pages together", () => {
    const m = new Machine(era, 32);
    const balloon = m.device("virtio-balloon");
    const users: UserMapping[] = [];
    for (let each = 0; each < 3; each++) {
      users.push(m.user(each === 1 ? "file" : "anon"));
      balloon.do("inflate", { pages: 1 });
    }
    expect(m.offline(0)).toBe(0);
    expect(m.whereIs(users).some(inBlock(0))).toBe(false);
    for (const pfn of m.whereIs(users)) {
      expect(page_count(m.page(pfn))).toBe(1);
      expect(PageLRU(m.page(pfn))).toBe(true);
    }
    expect(balloon.seen).toMatchObject({ pages: 3, listed: 3, isolated: 0 });
    expect(m.isolatedCounts()).toEqual([0, 0]);
    expect(m.free()).toEqual({ usable: 24 - 6, isolated: 0 });
    for (const user of users) lru_del_user_page(user);
    balloon.do("deflate", { pages: 3 });
    expect(m.free()).toEqual({ usable: 24, isolated: 0 });
    expect(m.k.log).toEqual([]);
  });

  test("leaves everything where it is when there is no free page outside", () => {
    const m = new Machine(era, 16);
    const balloon = m.device("virtio-balloon");
    const kernelPages = Array.from({ length: 8 }, () => m.alloc());
    const user = m.user();
    balloon.do("inflate", { pages: 4 });
    const before = m.pages().map(page_count);
    expect(m.offline(1)).toBe(-EINTR);
    expect(m.pages().map(page_count)).toEqual(before);
    expect(m.free()).toEqual({ usable: 3, isolated: 0 });
    expect(balloon.seen).toMatchObject({ pages: 4, listed: 4, isolated: 0 });
    expect(m.whereIs([user])).toEqual([8]);
    expect(m.isolatedCounts()).toEqual([0, 0]);
    expect(m.k.zones[0]?.present_pages).toBe(16);
    for (const page of kernelPages) put_page(page);
    expect(m.offline(1)).toBe(0);
    expect(m.k.log).toEqual([]);
  });

  test("skips PageOffline pages that their driver let go of", () => {
    const m = new Machine(era, 32);
    const device = m.device("virtio-mem");
    expect(device.do("unplug", { start: 2, pages: 3 })).toBe(0);
    expect(device.frames).toEqual([2, 3, 4]);
    expect(m.k.zones[0]?.managed_pages).toBe(29);
    expect(m.offline(0)).toBe(0);
    expect([2, 3, 4].map((pfn) => page_count(m.page(pfn)))).toEqual([0, 0, 0]);
    expect(m.k.zones[0]).toMatchObject({ managed_pages: 24, present_pages: 24 });
    // They are in a block that is not there any more.
    expect(device.do("plug", { pages: 3 })).toBe(0);
  });

  test("refuses PageOffline pages that their driver holds on to, at once", () => {
    const m = new Machine(era, 32);
    const device = m.device("virtio-mem", { going_offline: false });
    device.do("unplug", { start: 2, pages: 3 });
    const calls: string[] = [];
    m.k.tracer = { enter: (name) => calls.push(name), leave: () => {} };
    expect(m.offline(0)).toBe(-EBUSY);
    expect(calls).toContain("scan_movable_pages");
    expect(calls).not.toContain("do_migrate_range");
    m.k.tracer = null;
    expect(m.free()).toEqual({ usable: 29, isolated: 0 });
    expect(device.do("plug", { pages: 3 })).toBe(3);
    expect(m.k.zones[0]?.managed_pages).toBe(32);
    expect(m.offline(0)).toBe(0);
  });

  test("takes back its references and its count when the block stays after all", () => {
    const m = new Machine(era, 32);
    const device = m.device("virtio-mem");
    const stuck = m.device("virtio-mem", { going_offline: false });
    device.do("unplug", { start: 2, pages: 2 });
    stuck.do("unplug", { start: 6, pages: 1 });
    expect(m.offline(0)).toBe(-EBUSY);
    expect(device.owned.map(page_count)).toEqual([1, 1]);
    expect(m.k.zones[0]?.managed_pages).toBe(29);
  });

  test("refuses a balloon that cannot migrate", () => {
    const m = new Machine(era, 32, { config: { BALLOON_COMPACTION: false } });
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 2 });
    expect(m.offline(0)).toBe(-EBUSY);
    expect(m.shown("KPF_OFFLINE")).toEqual([0, 1]);
    expect(m.free()).toEqual({ usable: 30, isolated: 0 });
    balloon.do("deflate", { pages: 2 });
    expect(m.offline(0)).toBe(0);
  });

  test("refuses a block with a page of the kernel before it has set anything aside", () => {
    const m = new Machine(era, 32);
    for (let each = 0; each < 4; each++) m.user();
    m.alloc();
    expect(m.offline(0)).toBe(-EBUSY);
    expect(m.free()).toEqual({ usable: 27, isolated: 0 });
    expect(m.whereIs([])).toEqual([]);
    expect(m.shown("KPF_LRU")).toEqual([0, 1, 2, 3]);
  });

  test("says no to a block that is not online, and to one that does not exist", () => {
    const m = new Machine(era, 16);
    expect(m.offline(1)).toBe(0);
    expect(m.offline(1)).toBe(-EINVAL);
    expect(m.offline(2)).toBe(-EINVAL);
    expect(m.offline(Number.NaN)).toBe(-EINVAL);
  });

  test("moves pages to another zone only if the first one has none left, and corrects both managed counts", () => {
    const zones = [
      { name: "Normal", pages: 16 },
      { name: "Movable", pages: 8 },
    ] as never;
    const m = new Machine(era, 24, { machine: { zones } });
    const [normal, movable] = m.k.zones;
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 5 });
    expect(balloon.frames.every(inBlock(2))).toBe(true);
    expect([normal?.managed_pages, movable?.managed_pages]).toEqual([16, 3]);
    expect(m.offline(2)).toBe(0);
    expect(balloon.frames.some(inBlock(2))).toBe(false);
    expect([normal?.managed_pages, movable?.managed_pages]).toEqual([11, 0]);
    expect(movable?.present_pages).toBe(0);
  });

  test("keeps pages in the zone of movable pages while it has room", () => {
    const zones = [
      { name: "Normal", pages: 8 },
      { name: "Movable", pages: 16 },
    ] as never;
    const m = new Machine(era, 24, { machine: { zones } });
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 5 });
    const [first] = balloon.frames as [number];
    expect(m.offline(Math.floor(first / 8))).toBe(0);
    expect(balloon.frames.every((pfn) => pfn >= 8 && Math.floor(pfn / 8) !== Math.floor(first / 8))).toBe(true);
    expect(m.k.zones.map((zone) => zone.managed_pages)).toEqual([8, 3]);
  });

  test("does not fill the zone of movable pages with what came from elsewhere", () => {
    const zones = [
      { name: "Normal", pages: 8 },
      { name: "Movable", pages: 8 },
    ] as never;
    const m = new Machine(era, 16, { machine: { zones } });
    const parked = Array.from({ length: 8 }, () => m.alloc());
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 2 });
    for (const page of parked) put_page(page);
    expect(m.offline(0)).toBe(-EINTR);
    expect(balloon.frames).toEqual([0, 1]);
  });

  test("without the order of the tests, a balloon is taken for one that never moves (G29)", () => {
    const m = new Machine(era, 32, { without: ["offline:movable-first"] });
    m.device("virtio-balloon").do("inflate", { pages: 2 });
    expect(m.offline(0)).toBe(-EBUSY);
  });

  test.runIf(isFlag)("without the flag in the mark, a page that never moves is tried for ever (G11)", () => {
    const m = new Machine(era, 32, { without: ["mark:flag"] });
    m.device("virtio-mem", { going_offline: false }).do("unplug", { start: 2, pages: 1 });
    expect(m.offline(0)).toBe(-EINTR);
  });
});

describe.each(ERAS_AND_STAGES)("%s: contiguous allocation", (_name, era) => {
  const { id } = era;
  test("hands out a range that held ballooned, normal and free pages", () => {
    const m = new Machine(era, 32);
    const balloon = m.device("virtio-balloon");
    const users = [m.user(), m.user("file")];
    balloon.do("inflate", { pages: 2 });
    users.push(m.user());
    expect(m.contig(1, 7)).toBe(0);
    expect([1, 2, 3, 4, 5, 6].map((pfn) => page_count(m.page(pfn)))).toEqual([1, 1, 1, 1, 1, 1]);
    expect([1, 2, 3, 4, 5, 6].map((pfn) => kpageflags(m.page(pfn)))).toEqual([0, 0, 0, 0, 0, 0]);
    const [first, file, last] = m.whereIs(users);
    // Outside of the range; a page that can be read again; in the range.
    expect([first, file]).toEqual([0, -1]);
    expect(last).toBeGreaterThan(6);
    expect(balloon.seen).toMatchObject({ pages: 2, listed: 2, isolated: 0, host: 2 });
    expect(balloon.frames.some((pfn) => pfn < 8)).toBe(false);
    expect(m.isolatedCounts()).toEqual([0, 0]);
    expect(m.free()).toEqual({ usable: 32 - 6 - 1 - 2 - 1, isolated: 0 });
    for (let pfn = 1; pfn < 7; pfn++) put_page(m.page(pfn));
    expect(m.free()).toEqual({ usable: 28, isolated: 0 });
    expect(m.k.log).toEqual([]);
  });

  test("says -ENOMEM without a target, and changes nothing", () => {
    const m = new Machine(era, 8);
    const balloon = m.device("virtio-balloon");
    const parked = Array.from({ length: 4 }, () => m.alloc());
    const user = m.user();
    balloon.do("inflate", { pages: 2 });
    let tries = 0;
    m.k.tracer = { enter: (name) => (tries += name === "migrate_pages" ? 1 : 0), leave: () => {} };
    expect(m.contig(4, 8)).toBe(-ENOMEM);
    m.k.tracer = null;
    // Later kernels see that there is no point in trying again.
    expect(tries).toBe(id === "aops" ? 5 : 1);
    expect(balloon.frames).toEqual([5, 6]);
    expect(m.whereIs([user])).toEqual([4]);
    expect(m.free()).toEqual({ usable: 1, isolated: 0 });
    expect(m.isolatedCounts()).toEqual([0, 0]);
    expect(parked.map(page_count)).toEqual([1, 1, 1, 1]);
  });

  test("says -EBUSY while somebody holds a page, after five tries", () => {
    const m = new Machine(era, 32);
    const users = [m.user(), m.user()];
    m.page(1)._refcount += 1;
    let tries = 0;
    m.k.tracer = { enter: (name) => (tries += name === "migrate_pages" ? 1 : 0), leave: () => {} };
    expect(m.contig(0, 4)).toBe(-EBUSY);
    m.k.tracer = null;
    expect(tries).toBe(5);
    expect(m.whereIs(users)[1]).toBe(1);
    expect(m.isolatedCounts()).toEqual([0, 0]);
    expect(PageLRU(m.page(1))).toBe(true);
    put_page(m.page(1));
    expect(m.contig(0, 4)).toBe(0);
  });

  test("minds what else is in the pageblock up to 5.18 only", () => {
    const m = new Machine(era, 32);
    m.alloc();
    expect(m.contig(1, 4)).toBe(id === "aops" && !m.k.differs("unmovable-in-range-only") ? -EBUSY : 0);
  });

  test("takes no range twice", () => {
    const m = new Machine(era, 32);
    expect(m.contig(4, 8)).toBe(0);
    expect(m.contig(4, 8)).toBe(-EBUSY);
    expect(m.contig(8, 64)).toBe(-EINVAL);
    expect(m.free()).toEqual({ usable: 28, isolated: 0 });
  });

  test("a ballooned page looks like a clean page of a file, and only 5.10 would shrink it (G28)", () => {
    const m = new Machine(era, 32, { without: ["reclaim:skip-movable"] });
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 1 });
    m.contig(0, 4);
    const damage = m.k.log.filter((line) => line.level === "bad-page").length + Math.abs(m.k.node.NR_ISOLATED_FILE);
    const looksLikeFile = id === "aops" && !m.k.differs("mark-leads-to-table");
    expect(damage > 0).toBe(looksLikeFile);
    expect(balloon.owned).toHaveLength(looksLikeFile ? 0 : 1);
  });
});

describe.each(ERAS_AND_STAGES)("%s: soft offlining", (_id, era) => {
  const poisonedAndFree = (m: Machine, pfn: number) => {
    expect(m.shown("KPF_HWPOISON")).toEqual([pfn]);
    expect(page_count(m.page(pfn))).toBe(1);
    expect(m.shown("KPF_BUDDY")).not.toContain(pfn);
  };
  const never = (m: Machine, pfn: number) => {
    for (;;) {
      const page = alloc_page(m.k, "GFP_HIGHUSER_MOVABLE");
      if (page === null) break;
      expect(page_to_pfn(page)).not.toBe(pfn);
    }
  };

  test("moves a ballooned page off a frame that never comes back", () => {
    const m = new Machine(era, 16);
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 2 });
    expect(m.softOffline(m.page(0))).toBe(0);
    poisonedAndFree(m, 0);
    expect(balloon.frames).toEqual([1, 2]);
    expect(balloon.seen).toMatchObject({ pages: 2, listed: 2, isolated: 0, host: 2 });
    expect(m.softOffline(m.page(0))).toBe(0);
    expect(page_count(m.page(0))).toBe(1);
    balloon.do("deflate", { pages: 2 });
    expect(m.free()).toEqual({ usable: 15, isolated: 0 });
    never(m, 0);
    expect(m.isolatedCounts()).toEqual([0, 0]);
    expect(m.k.log).toEqual([]);
  });

  test("moves a normal page, and takes a free one", () => {
    const m = new Machine(era, 16);
    const user = m.user();
    expect(m.softOffline(m.page(0))).toBe(0);
    poisonedAndFree(m, 0);
    expect(m.whereIs([user])).toEqual([1]);
    expect(m.isolatedCounts()).toEqual([0, 0]);
    expect(m.softOffline(m.page(6))).toBe(0);
    expect(m.shown("KPF_HWPOISON")).toEqual([0, 6]);
    expect(m.free()).toEqual({ usable: 13, isolated: 0 });
    never(m, 6);
  });

  test("leaves a page of the kernel alone, and one that will not move", () => {
    const m = new Machine(era, 16);
    const page = m.alloc();
    expect(m.softOffline(page)).toBe(-EIO);
    expect(page_count(page)).toBe(1);
    const user = m.user();
    m.page(1)._refcount += 1;
    expect(m.softOffline(m.page(1))).toBe(-EBUSY);
    expect(page_count(m.page(1))).toBe(2);
    expect(m.whereIs([user])).toEqual([1]);
    expect(m.shown("KPF_HWPOISON")).toEqual([]);
    expect(m.isolatedCounts()).toEqual([0, 0]);
  });

  test("puts the page back when there is no target", () => {
    const m = new Machine(era, 8);
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 8 });
    expect(m.softOffline(m.page(3))).toBe(-ENOMEM);
    expect(balloon.seen).toMatchObject({ pages: 8, listed: 8, isolated: 0 });
    expect(balloon.owned.map(page_count)).toEqual(Array(8).fill(1));
    expect(m.shown("KPF_HWPOISON")).toEqual([]);
  });

  test("a poisoned frame does not keep its block online, unless it still looks movable", () => {
    const m = new Machine(era, 32);
    m.user();
    expect(m.softOffline(m.page(0))).toBe(0);
    expect(m.offline(0)).toBe(0);
    const balloon = m.device("virtio-balloon");
    balloon.do("inflate", { pages: 1 });
    const [pfn] = balloon.frames as [number];
    expect(m.softOffline(m.page(pfn))).toBe(0);
    // The free path refused the page before it could wipe the mark.
    expect(m.era.movable(m.k, m.page(pfn))).toBe(true);
    expect(m.offline(Math.floor(pfn / 8))).toBe(-EINTR);
  });
});

describe.each(ERAS_AND_STAGES)("%s: normal pages next to movable ones", (_id, era) => {
  /** Runs the steps and collects the counts of isolated pages, from both ends of each step. */
  const watch = (m: Machine, steps: Steps<unknown>) => {
    const actor = m.actor("watched", steps);
    const scheduler = new Scheduler(m.k, [actor]);
    const seen = new Set<string>();
    while (!scheduler.finished) {
      scheduler.run(actor);
      seen.add(m.isolatedCounts().join());
    }
    return [...seen];
  };

  test.each(["compaction", "offlining"])("%s counts exactly the normal pages that it isolated", (what) => {
    const m = new Machine(era, 32);
    const [zone] = m.k.zones;
    if (!zone) throw new Error("no zone");
    const users = [m.user(), m.user("file")];
    m.device("virtio-balloon").do("inflate", { pages: 2 });
    const steps = what === "compaction" ? era.compact_zone(m.k, zone, MIGRATE_SYNC) : era.offline_pages(m.k, 0);
    const seen = watch(m, steps);
    expect(seen).toContain("1,1");
    expect(seen.every((counts) => ["0,0", "1,0", "1,1", "0,1"].includes(counts))).toBe(true);
    expect(m.isolatedCounts()).toEqual([0, 0]);
    expect(m.whereIs(users).some(inBlock(0))).toBe(false);
    expect(m.shown("KPF_LRU").sort()).toEqual(m.whereIs(users).sort());
  });

  test("without the test for movable pages the count goes wrong (G28)", () => {
    const m = new Machine(era, 32, { without: ["lru:account-lru-only"] });
    const [zone] = m.k.zones;
    if (!zone) throw new Error("no zone");
    m.device("virtio-balloon").do("inflate", { pages: 2 });
    m.run(era.compact_zone(m.k, zone, MIGRATE_SYNC));
    expect(m.isolatedCounts()).toEqual([0, -2]);
  });

  test.each(["anon", "file"] as const)(
    "an isolated %s page whose user lets go is freed by whoever isolated it",
    (kind) => {
      const m = new Machine(era, 32);
      const user = m.user(kind);
      const offline = m.actor("offline", era.offline_pages(m.k, 0));
      const scheduler = new Scheduler(m.k, [offline]);
      runUntil(scheduler, offline, "migrate:first");
      expect(m.isolatedCounts()).toEqual(kind === "anon" ? [1, 0] : [0, 1]);
      lru_del_user_page(user);
      runUntil(scheduler, offline, null);
      expect(m.isolatedCounts()).toEqual([0, 0]);
      expect(m.free()).toEqual({ usable: 24, isolated: 0 });
      expect(m.shown("KPF_LRU")).toEqual([]);
      expect(m.k.log).toEqual([]);
    },
  );

  test("a page freed from the LRU leaves the list", () => {
    const m = new Machine(era, 8);
    const users = [m.user(), m.user(), m.user()];
    for (const user of users) lru_del_user_page(user);
    expect(m.k.node.lru.next).toBe(m.k.node.lru.addr);
    expect(m.free().usable).toBe(8);
    expect(m.k.log).toEqual([]);
  });
});

describe.each(ERAS_AND_STAGES)("%s: pageblocks set aside", (_id, era) => {
  test("what becomes free in them stays out of use until they are given back", () => {
    const m = new Machine(era, 16);
    const users = [m.user(), m.user()];
    const contig = m.actor("contig", era.alloc_contig_range(m.k, 0, 4));
    const scheduler = new Scheduler(m.k, [contig]);
    runUntil(scheduler, contig, "contig:scan");
    expect(m.free()).toEqual({ usable: 12, isolated: 2 });
    for (const user of users) lru_del_user_page(user);
    expect(m.free()).toEqual({ usable: 12, isolated: 4 });
    expect(page_to_pfn(m.alloc())).toBeGreaterThanOrEqual(4);
    runUntil(scheduler, contig, null);
    expect([0, 1, 2, 3].map((pfn) => page_count(m.page(pfn)))).toEqual([1, 1, 1, 1]);
    expect(m.free()).toEqual({ usable: 11, isolated: 0 });
  });

  test("two owners of one range do not get along, and the first one keeps it", () => {
    const m = new Machine(era, 16);
    m.user();
    const contig = m.actor("contig", era.alloc_contig_range(m.k, 0, 4));
    const scheduler = new Scheduler(m.k, [contig]);
    runUntil(scheduler, contig, "contig:scan");
    expect(m.offline(0)).toBe(-EBUSY);
    expect(m.free()).toEqual({ usable: 12, isolated: 3 });
    runUntil(scheduler, contig, null);
    expect(m.free()).toEqual({ usable: 16 - 4 - 1, isolated: 0 });
  });
});
