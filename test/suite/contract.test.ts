// What every era promises to those who use the API, whatever it keeps in its words. Each test is one promise.
import { describe, expect, it } from "vitest";
import { AddressSpaceOperations } from "../../models/aops/movable.ts";
import {
  EAGAIN,
  EBUSY,
  ENOMEM,
  type EraId,
  MIGRATE_ASYNC,
  MIGRATE_SYNC,
  type MigrateMode,
  type Release,
  type Targets,
} from "../../models/era.ts";
import { MovableOperations as FlagsOperations } from "../../models/flags/movable.ts";
import type { Kernel } from "../../models/machine/kernel.ts";
import { type Layout, offsetOf } from "../../models/machine/layout.ts";
import { type ListHead, list_add_tail, peek_entries } from "../../models/machine/list.ts";
import { trylock_page } from "../../models/machine/lock.ts";
import { lru_add_user_page, UserMapping } from "../../models/machine/lru.ts";
import { get_page, type Page, page_count, pfn_to_page } from "../../models/machine/page.ts";
import { alloc_page, isFree, put_page } from "../../models/machine/page_alloc.ts";
import { PageLocked } from "../../models/machine/page-flags.ts";
import { runAlone } from "../../models/machine/scheduler.ts";
import type { Steps } from "../../models/machine/step.ts";
import { MovableOperations as MopsOperations } from "../../models/mops/movable.ts";
import { createWorkspace } from "../../models/operations.ts";
import { Bench, ERAS_AND_STAGES, type KernelCase, kernelsWith } from "./bench.ts";

const KERNELS: KernelCase[] = ERAS_AND_STAGES.map(([name, era]) => ({
  name,
  era,
  release: era.releases[0] as Release,
}));
const BALLOONS = ["virtio-balloon", "vmw-balloon", "cmm"];

/** Where each era keeps the callbacks of a balloon. */
const CALLBACKS: Record<EraId, { table: string; of: { readonly layout: Layout }; migrate: string }> = {
  aops: { table: "balloon_aops", of: AddressSpaceOperations, migrate: "migratepage" },
  mops: { table: "balloon_mops", of: MopsOperations, migrate: "migrate_page" },
  flags: { table: "balloon_mops", of: FlagsOperations, migrate: "migrate_page" },
};
type Callback = (k: Kernel, ...args: unknown[]) => Steps<unknown>;

class Contract extends Bench {
  readonly list: ListHead;

  constructor(kernel: KernelCase, driver = "virtio-balloon", pages = 1) {
    super(kernel, driver, { machine: { contents: true } });
    this.list = createWorkspace(this.k, "isolator", new Map()).isolated;
    if (driver === "zsmalloc") this.run("malloc", { size: 8, as: "object" });
    else this.run("inflate", { pages });
  }

  isolate(page: Page): boolean {
    const got = runAlone(this.k, "isolator", this.k.era.isolate(this.k, page, 0));
    if (got) list_add_tail(page.lru, this.list);
    return got;
  }
  putback(): void {
    runAlone(this.k, "isolator", this.k.era.putback_movable_pages(this.k, this.list));
  }
  migrateList(mode: MigrateMode = MIGRATE_SYNC, targets: Targets = FROM_BUDDY): number {
    const { k } = this;
    return runAlone(k, "isolator", k.era.migrate_pages(k, this.list, targets, mode, "MR_COMPACTION"));
  }
  /** Puts something in the way of a callback. `calls` counts. */
  intercept(
    callback: "isolate" | "migrate" | "putback",
    answer: (call: number, real: Steps<unknown>) => Steps<unknown>,
  ) {
    const { table, of, migrate } = CALLBACKS[this.k.era.id];
    const at = this.k.symbol(table) + offsetOf(of, callback === "migrate" ? migrate : `${callback}_page`);
    const real = this.k.call(this.k.memory.peek(at), callback) as Callback;
    const seen = { calls: 0 };
    this.k.memory.store(
      at,
      this.k.textAddress((k: Kernel, ...args: unknown[]) => answer(++seen.calls, real(k, ...args))),
    );
    return seen;
  }
  get onList(): number {
    return [...peek_entries(this.k.memory, this.list.addr)].length;
  }
}
const FROM_BUDDY: Targets = {
  *get(k) {
    return alloc_page(k, "GFP_HIGHUSER_MOVABLE");
  },
};
const NOWHERE: Targets = {
  *get() {
    return null;
  },
};

describe.each(KERNELS)("$name", (kernel) => {
  const { era } = kernel;

  describe.each([...BALLOONS, "zsmalloc"])("a page of %s", (driver) => {
    it("has one reference more while it is isolated, and loses it when it is put back", () => {
      const m = new Contract(kernel, driver);
      const { page, k } = m;
      expect(page_count(page)).toBe(1);
      expect(m.isolate(page)).toBe(true);
      expect([page_count(page), era.isolated(k, page), PageLocked(page)]).toEqual([2, true, false]);
      m.putback();
      expect([page_count(page), era.isolated(k, page), PageLocked(page)]).toEqual([1, false, false]);
      expect(m.pages.map(({ addr }) => addr)).toEqual([page.addr]);
    });

    it.each<MigrateMode>([MIGRATE_ASYNC, MIGRATE_SYNC])(
      "is free after its migration, and its target is in its place (mode %i)",
      (mode) => {
        const m = new Contract(kernel, driver);
        const { page, k } = m;
        m.isolate(page);
        expect(m.migrateList(mode)).toBe(0);
        expect(isFree(page)).toBe(true);
        expect(m.onList).toBe(0);
        const [target] = m.pages as [Page];
        expect(m.pages).toHaveLength(1);
        expect(target.addr).not.toBe(page.addr);
        expect([page_count(target), era.isolated(k, target), PageLocked(target)]).toEqual([1, false, false]);
        expect(k.events.PGMIGRATE_SUCCESS).toBe(1);
      },
    );

    it("cannot be isolated twice, and a failed attempt leaves no reference", () => {
      const m = new Contract(kernel, driver);
      m.isolate(m.page);
      expect(m.isolate(m.page)).toBe(false);
      expect(page_count(m.page)).toBe(2);
      expect(m.onList).toBe(1);
    });

    it("is not isolated while somebody has its lock", () => {
      const m = new Contract(kernel, driver);
      expect(trylock_page(m.page)).toBe(true);
      expect(m.isolate(m.page)).toBe(false);
      expect([page_count(m.page), PageLocked(m.page)]).toEqual([1, true]);
    });

    it("stays isolated where no target is to be had, and can be put back", () => {
      const m = new Contract(kernel, driver);
      const { page } = m;
      m.isolate(page);
      expect(m.migrateList(MIGRATE_SYNC, NOWHERE)).toBe(-ENOMEM);
      expect([page_count(page), era.isolated(m.k, page), m.onList]).toEqual([2, true, 1]);
      m.putback();
      expect([page_count(page), era.isolated(m.k, page)]).toEqual([1, false]);
    });

    it("never counts as isolated from the LRU", () => {
      const m = new Contract(kernel, driver);
      const isolated = () => [m.k.node.NR_ISOLATED_ANON, m.k.node.NR_ISOLATED_FILE];
      m.isolate(m.page);
      expect(isolated()).toEqual([0, 0]);
      m.putback();
      expect(isolated()).toEqual([0, 0]);
      m.isolate(m.page);
      m.migrateList();
      expect(isolated()).toEqual([0, 0]);
    });

    it("leaves nothing behind in the page that is freed last", () => {
      const m = new Contract(kernel, driver);
      const { page, k } = m;
      if (driver === "zsmalloc") {
        m.run("free", { object: "object" });
        m.run("free_worker");
      } else {
        m.run("deflate", { pages: 1 });
      }
      expect(isFree(page)).toBe(true);
      expect([era.movable(k, page), era.isolated(k, page), page.mapping]).toEqual([false, false, 0]);
      expect(k.types.describe(page.page_type) ?? "buddy").toBe("buddy");
      expect(m.log).toEqual([]);
    });
  });

  it("isolates nothing but movable pages", () => {
    const m = new Contract(kernel);
    const { k } = m;
    const free = pfn_to_page(k, 15);
    const unmarked = alloc_page(k, "GFP_KERNEL") as Page;
    const normal = alloc_page(k, "GFP_HIGHUSER_MOVABLE") as Page;
    lru_add_user_page(normal, k.heap.alloc(UserMapping, "user mapping"));
    for (const page of [free, unmarked, normal]) {
      const before = page_count(page);
      expect(m.isolate(page)).toBe(false);
      expect([page_count(page), PageLocked(page)]).toEqual([before, false]);
    }
    expect(isFree(free)).toBe(true);
  });

  it("leaves a page alone that its driver will not give", () => {
    const m = new Contract(kernel);
    const asked = m.intercept("isolate", function* () {
      return false;
    });
    expect(m.isolate(m.page)).toBe(false);
    expect(asked.calls).toBe(1);
    expect([page_count(m.page), era.isolated(m.k, m.page), PageLocked(m.page)]).toEqual([1, false, false]);
  });

  it("asks again when a driver says try again", () => {
    const m = new Contract(kernel);
    const { page } = m;
    m.intercept("migrate", function* (call, real) {
      return call <= 2 ? -EAGAIN : yield* real;
    });
    m.isolate(page);
    expect(m.migrateList()).toBe(0);
    expect(isFree(page)).toBe(true);
  });

  it("leaves a page with the caller whose driver never says anything but try again", () => {
    const m = new Contract(kernel);
    const { page } = m;
    m.intercept("migrate", function* () {
      return -EAGAIN;
    });
    const home = m.intercept("putback", (_, real) => real);
    const before = m.free;
    m.isolate(page);
    expect(m.migrateList()).toBe(1);
    expect([page_count(page), era.isolated(m.k, page), PageLocked(page), m.onList]).toEqual([2, true, false, 1]);
    expect(m.free).toBe(before);
    m.putback();
    expect([page_count(page), home.calls]).toEqual([1, 1]);
  });

  it("puts a page back once that failed for good", () => {
    const m = new Contract(kernel);
    const { page } = m;
    m.intercept("migrate", function* () {
      return -EBUSY;
    });
    const home = m.intercept("putback", (_, real) => real);
    const before = m.free;
    m.isolate(page);
    expect(m.migrateList()).toBe(1);
    m.putback();
    expect(home.calls).toBe(1);
    expect([page_count(page), era.isolated(m.k, page), m.free]).toEqual([1, false, before]);
    expect(m.seen).toMatchObject({ pages: 1, listed: 1, isolated: 0 });
  });

  it.each(BALLOONS)("keeps the size of a balloon of %s, also where somebody else holds a page", (driver) => {
    const m = new Contract(kernel, driver, 3);
    const [held] = m.pages as [Page];
    get_page(held);
    m.compact(MIGRATE_SYNC);
    expect(m.seen).toMatchObject({ pages: 3, listed: 3, isolated: 0, host: 3 });
    put_page(held);
    m.run("deflate", { pages: 3 });
    expect(m.free).toBe(16);
  });

  it("keeps contents and handles of zsmalloc", () => {
    const m = new Contract(kernel, "zsmalloc");
    const contents = m.run("read", { object: "object" });
    m.isolate(m.page);
    expect(m.migrateList()).toBe(0);
    expect(m.run("read", { object: "object" })).toEqual(contents);
    expect(m.seen).toMatchObject({ objects: 1, intact: true });
  });
});

/** Only zsmalloc from v5.17 on lets go of a page that is isolated. */
const LETS_GO = kernelsWith("zsmalloc").filter(({ name }) => name !== "aops@5.10");

describe.each(LETS_GO)("a page that its owner released while it was isolated, on $name", (kernel) => {
  it.each(["migrated", "put back"])("is free when it is %s", (how) => {
    const m = new Contract(kernel, "zsmalloc");
    const { page } = m;
    m.isolate(page);
    m.run("free", { object: "object" });
    m.run("free_worker");
    expect([m.seen.objects, m.seen.pages, page_count(page)]).toEqual([0, 0, 1]);
    if (how === "migrated") {
      expect(m.migrateList()).toBe(0);
      expect(m.k.events.PGMIGRATE_SUCCESS).toBe(1);
    } else {
      m.putback();
    }
    expect(isFree(page)).toBe(true);
    expect([m.free, m.log]).toEqual([16, []]);
  });
});
