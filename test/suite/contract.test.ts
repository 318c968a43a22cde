// What every era promises to those who use the API, whatever it keeps in its words. Each test is one promise.

import { describe, expect, it } from "vitest";
import {
  EAGAIN,
  EBUSY,
  ENOMEM,
  MIGRATE_ASYNC,
  MIGRATE_SYNC,
  type MigrateMode,
  type new_folio_t,
} from "../../models/era.ts";
import { offsetOf } from "../../models/machine/layout.ts";
import { peek_entries } from "../../models/machine/list.ts";
import { trylock_page } from "../../models/machine/lock.ts";
import { lru_add_user_page, UserMapping } from "../../models/machine/lru.ts";
import { get_page_unless_zero, type Page, page_count, pfn_to_page } from "../../models/machine/page.ts";
import { alloc_page, isFree, put_page } from "../../models/machine/page_alloc.ts";
import { PageLocked } from "../../models/machine/page-flags.ts";
import type { Steps } from "../../models/machine/step.ts";
import { must } from "../../src/engine/must.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { type KernelCase, kernelsWith, REFERENCES_AND_STAGES } from "./kernels.ts";

const BALLOONS = ["virtio-balloon", "vmw-balloon", "cmm"];

/** With a page of its driver. */
function boot(kernel: KernelCase, driver = "virtio-balloon", pages = 1): Bench {
  const m = new Bench(kernel, driver, { machine: { contents: true } });
  if (driver === "zsmalloc") m.run("malloc", { size: 8, as: "object" });
  else m.run("inflate", { pages });
  return m;
}

/** Puts something in the way of a callback. `calls` counts. */
function intercept(
  { k, era, device }: Bench,
  callback: "isolate" | "migrate" | "putback",
  answer: (call: number, real: Steps<unknown>) => Steps<unknown>,
) {
  const { table, of, migrate } = factsOn({ era, release: k.release }).callbacks;
  const at = table(k, device) + offsetOf(of, callback === "migrate" ? migrate : `${callback}_page`);
  const real = k.call(k.memory.peek(at), callback);
  const seen = { calls: 0 };
  k.memory.store(
    at,
    k.textAddress((...args: unknown[]) => answer(++seen.calls, real(...args))),
  );
  return seen;
}

const onList = ({ k, isolated }: Bench) => [...peek_entries(k.memory, isolated.addr)].length;
const nowhere: new_folio_t = function* () {
  return null;
};

describe.each(REFERENCES_AND_STAGES)("$name", (kernel) => {
  const { era } = kernel;
  const balloons = BALLOONS.filter((driver) => era.drivers[driver]);

  const drivers = [...balloons, "zsmalloc"].filter((driver) => era.drivers[driver]);
  const [home, away] = factsOn(kernel).references;

  describe.each(drivers)("a page of %s", (driver) => {
    it("has one reference more while it is isolated, if it has any, and loses it when it is put back", () => {
      const m = boot(kernel, driver);
      const { page } = m;
      expect(page_count(page)).toBe(home);
      expect(m.isolate(page)).toBe(true);
      expect([page_count(page), era.isolated(page), PageLocked(page)]).toEqual([away, true, false]);
      m.putBack();
      expect([page_count(page), era.isolated(page), PageLocked(page)]).toEqual([home, false, false]);
      expect(m.pages.map(({ addr }) => addr)).toEqual([page.addr]);
    });

    it.each<MigrateMode>([MIGRATE_ASYNC, MIGRATE_SYNC])(
      "is free after its migration, and its target is in its place (mode %i)",
      (mode) => {
        const m = boot(kernel, driver);
        const { page, k } = m;
        m.isolate(page);
        expect(m.move(mode)).toBe(0);
        expect(isFree(page)).toBe(true);
        expect(onList(m)).toBe(0);
        const [target] = m.pages as [Page];
        expect(m.pages).toHaveLength(1);
        expect(target.addr).not.toBe(page.addr);
        expect([page_count(target), era.isolated(target), PageLocked(target)]).toEqual([home, false, false]);
        expect(k.events.PGMIGRATE_SUCCESS).toBe(1);
      },
    );

    it("cannot be isolated twice, and a failed attempt leaves no reference", () => {
      const m = boot(kernel, driver);
      m.isolate(m.page);
      expect(m.isolate(m.page)).toBe(false);
      expect(page_count(m.page)).toBe(away);
      expect(onList(m)).toBe(1);
    });

    it("is not isolated while somebody has its lock, where isolating takes it", () => {
      const m = boot(kernel, driver);
      const taken = !factsOn(kernel).lockToIsolate && driver !== "zsmalloc";
      expect(trylock_page(m.page)).toBe(true);
      expect(m.isolate(m.page)).toBe(taken);
      expect([page_count(m.page), PageLocked(m.page)]).toEqual([taken ? away : home, true]);
    });

    it("stays isolated where no target is to be had, and can be put back", () => {
      const m = boot(kernel, driver);
      const { page } = m;
      m.isolate(page);
      expect(m.move(MIGRATE_SYNC, nowhere)).toBe(-ENOMEM);
      expect([page_count(page), era.isolated(page), onList(m)]).toEqual([away, true, 1]);
      m.putBack();
      expect([page_count(page), era.isolated(page)]).toEqual([home, false]);
    });

    it("never counts as isolated from the LRU", () => {
      const m = boot(kernel, driver);
      m.isolate(m.page);
      expect(m.isolatedCounts).toEqual([0, 0]);
      m.putBack();
      expect(m.isolatedCounts).toEqual([0, 0]);
      m.isolate(m.page);
      m.move();
      expect(m.isolatedCounts).toEqual([0, 0]);
    });

    it("leaves nothing behind in the page that is freed last", () => {
      const m = boot(kernel, driver);
      const { page, k } = m;
      if (driver === "zsmalloc") {
        m.run("free", { object: "object" });
        m.run("free_worker");
      } else {
        m.run("deflate", { pages: 1 });
      }
      expect(isFree(page)).toBe(true);
      expect([era.movable(page), era.isolated(page), page.mapping]).toEqual([false, false, 0]);
      expect(k.types.describe(page.page_type) ?? "buddy").toBe("buddy");
      expect(m.log).toEqual([]);
    });
  });

  it("isolates nothing but movable pages", () => {
    const m = boot(kernel);
    const { k } = m;
    const free = pfn_to_page(k, 15);
    const unmarked = must(alloc_page(k, "GFP_KERNEL"), "free page");
    const normal = must(alloc_page(k, "GFP_HIGHUSER_MOVABLE"), "free page");
    lru_add_user_page(normal, k.heap.alloc(UserMapping, "user mapping"));
    for (const page of [free, unmarked, normal]) {
      const before = page_count(page);
      expect(m.isolate(page)).toBe(false);
      expect([page_count(page), PageLocked(page)]).toEqual([before, false]);
    }
    expect(isFree(free)).toBe(true);
  });

  it("leaves a page alone that its driver will not give", () => {
    const m = boot(kernel);
    const asked = intercept(m, "isolate", function* () {
      return false;
    });
    expect(m.isolate(m.page)).toBe(false);
    expect(asked.calls).toBe(1);
    expect([page_count(m.page), era.isolated(m.page), PageLocked(m.page)]).toEqual([home, false, false]);
  });

  it("asks again when a driver says try again", () => {
    const m = boot(kernel);
    const { page } = m;
    intercept(m, "migrate", function* (call, real) {
      return call <= 2 ? -EAGAIN : yield* real;
    });
    m.isolate(page);
    expect(m.move()).toBe(0);
    expect(isFree(page)).toBe(true);
  });

  it("leaves a page with the caller whose driver never says anything but try again", () => {
    const m = boot(kernel);
    const { page } = m;
    intercept(m, "migrate", function* () {
      return -EAGAIN;
    });
    const putBack = intercept(m, "putback", (_, real) => real);
    const before = m.free;
    m.isolate(page);
    expect(m.move()).toBe(1);
    expect([page_count(page), era.isolated(page), PageLocked(page), onList(m)]).toEqual([away, true, false, 1]);
    expect(m.free).toBe(before);
    m.putBack();
    expect([page_count(page), putBack.calls]).toEqual([home, 1]);
  });

  it("puts a page back once that failed for good", () => {
    const m = boot(kernel);
    const { page } = m;
    intercept(m, "migrate", function* () {
      return -EBUSY;
    });
    const putBack = intercept(m, "putback", (_, real) => real);
    const before = m.free;
    m.isolate(page);
    expect(m.move()).toBe(1);
    m.putBack();
    expect(putBack.calls).toBe(1);
    expect([page_count(page), era.isolated(page), m.free]).toEqual([home, false, before]);
    expect(m.seen).toMatchObject({ pages: 1, listed: 1, isolated: 0 });
  });

  it.each(balloons)("keeps the size of a balloon of %s, also where somebody else holds a page", (driver) => {
    const m = boot(kernel, driver, 3);
    const [held] = m.pages as [Page];
    const counted = get_page_unless_zero(held);
    expect(counted).toBe(home > 0);
    m.compact(MIGRATE_SYNC);
    expect(m.seen).toMatchObject({ pages: 3, listed: 3, isolated: 0, host: 3 });
    if (counted) put_page(held);
    m.run("deflate", { pages: 3 });
    expect(m.free).toBe(16);
  });

  it.runIf(era.drivers.zsmalloc)("keeps contents and handles of zsmalloc", () => {
    const m = boot(kernel, "zsmalloc");
    const contents = m.run("read", { object: "object" });
    m.isolate(m.page);
    expect(m.move()).toBe(0);
    expect(m.run("read", { object: "object" })).toEqual(contents);
    expect(m.seen).toMatchObject({ objects: 1, intact: true });
  });
});

const LETS_GO = kernelsWith("zsmalloc").filter((kernel) => factsOn(kernel).zsmalloc.freedWhileIsolated);

describe.each(LETS_GO)("a page that its owner released while it was isolated, on $name", (kernel) => {
  it.each(["migrated", "put back"])("is free when it is %s", (how) => {
    const m = boot(kernel, "zsmalloc");
    const { page } = m;
    m.isolate(page);
    m.run("free", { object: "object" });
    m.run("free_worker");
    expect([m.seen.objects, m.seen.pages, page_count(page)]).toEqual([0, 0, 1]);
    if (how === "migrated") {
      expect(m.move()).toBe(0);
      expect(m.k.events.PGMIGRATE_SUCCESS).toBe(1);
    } else {
      m.putBack();
    }
    expect(isFree(page)).toBe(true);
    expect([m.free, m.log]).toEqual([16, []]);
  });
});
