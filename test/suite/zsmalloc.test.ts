/** zsmalloc in every era: objects keep their contents and their handles wherever their pages go. What differs is in test/expectations/. */
import { describe, expect, test } from "vitest";
import { MIGRATE_SYNC, type new_folio_t } from "../../models/era.ts";
import { page_to_pfn } from "../../models/machine/page.ts";
import { prep_new_page, take_page_off_buddy } from "../../models/machine/page_alloc.ts";
import { Handle, obj_to_location } from "../../models/machine/zs_obj.ts";
import { factsOn } from "../expectations/index.ts";
import type { Bench } from "./bench.ts";
import { pool, REFERENCES, SUBJECTS } from "./pool.ts";
import { Stage } from "./stage.ts";

/** Where the handles lead, in the order of allocation. */
function handlesOf({ k }: Bench): number[] {
  const handles = k.heap.live().filter(({ name }) => name === "zs_handle");
  return handles.map(({ addr }) => page_to_pfn(obj_to_location(k, new Handle(k.memory, addr).obj).page));
}

/** What a traced function returned, each time that it was called from now on. */
function resultsOf({ k }: Bench, name: string): unknown[] {
  const results: unknown[] = [];
  k.tracer = { enter() {}, leave: (left, result) => left === name && results.push(result) };
  return results;
}

/** Traced functions as they are called from now on, each with what it calls: "a{b; c}". */
function callsOf({ k }: Bench, names: RegExp): () => string {
  const tree: string[] = [];
  k.tracer = {
    enter: (name) => names.test(name) && tree.push(`${name}{`),
    leave: (name) => names.test(name) && tree.push("}"),
  };
  return () => {
    k.tracer = null;
    return tree
      .join(" ")
      .replaceAll("{ }", "")
      .replaceAll(" }", "}")
      .replaceAll("{ ", "{")
      .replaceAll(/ (?=\w)/g, "; ");
  };
}

/** Everything is given back, and nobody had anything to complain about. */
function expectClean(m: Bench): void {
  expect(m.log).toEqual([]);
  expect([m.free, m.setAside]).toEqual([m.k.machine.pages, 0]);
  expect(m.k.zones.map((zone) => zone.NR_ZSPAGES)).toEqual(m.k.zones.map(() => 0));
  expect(m.k.node.NR_ISOLATED_FILE).toBe(0);
  expect(m.k.heap.live().filter(({ name }) => /zspage of|zs_handle| pool$|inode$/.test(name))).toEqual([]);
}

/** An object of each class: several to a page, straddling pages, filling a page. */
const SIZES = [1, 1, 5, 4, 2, 8, 7];

describe.each(SUBJECTS)("zsmalloc, $name", (subject) => {
  const differs = factsOn(subject).zsmalloc;

  test("objects are written, read and freed", () => {
    const m = pool(subject);
    SIZES.forEach((size, value) => {
      m.run("malloc", { size, value });
    });
    expect(m.seen).toEqual({ objects: 7, zspages: 4, pages: 6, intact: true });
    expect(m.run("read", { object: 2 })).toEqual([512, 513, 514, 515, 516]);
    m.run("free", { object: 2 });
    expect(m.run("read", { object: 2 })).toBeNull();
    m.run("malloc", { size: 5, value: 9, as: "again" });
    expect(m.run("read", { object: "again" })).toEqual([2304, 2305, 2306, 2307, 2308]);
    expect(m.seen, "the freed place is used again").toMatchObject({
      objects: 7,
      zspages: 4,
      pages: 6,
      intact: true,
    });
    for (const object of [0, 1, "again", 3, 4, 5, 6]) m.run("free", { object });
    expect(m.seen).toEqual({ objects: 0, zspages: 0, pages: 0, intact: true });
    m.run("destroy");
    expectClean(m);
  });

  test("pages are movable once the zspage is complete, and compaction moves them with their objects", () => {
    const m = pool(subject);
    for (const size of SIZES) m.run("malloc", { size });
    const before = m.frames;
    expect(m.pages.every((page) => m.era.movable(page) && !m.era.isolated(page))).toBe(true);
    const led = handlesOf(m);
    expect(led).toEqual([0, 0, 1, 1, 2, 4, 5]);
    m.compact(MIGRATE_SYNC);
    expect(m.frames).toHaveLength(6);
    expect(m.frames.filter((pfn) => before.includes(pfn))).toEqual([]);
    const lead = handlesOf(m);
    expect(lead.filter((pfn, each) => pfn === led[each])).toEqual([]);
    expect(lead.every((pfn) => m.frames.includes(pfn))).toBe(true);
    expect(m.seen).toEqual({ objects: 7, zspages: 4, pages: 6, intact: true });
    expect(m.k.events.PGMIGRATE_SUCCESS).toBe(6);
    m.compact(MIGRATE_SYNC);
    SIZES.forEach((_, object) => {
      m.run("free", { object });
    });
    m.run("destroy");
    expectClean(m);
  });

  test("an object's first name is its own, and names the pages of its zspage too", () => {
    const m = pool(subject);
    expect(m.run("malloc", { size: 5, value: 1, as: ["a", "a2", "a3"] })).toEqual([m.frame(0), m.frame(1), m.frame(2)]);
    expect(m.run("read", { object: "a" })).toEqual([256, 257, 258, 259, 260]);
    expect(() => m.run("read", { object: "b" })).toThrow('no object "b"');
  });

  test("each page of a chain moves on its own, and the chain stays whole", () => {
    const m = pool(subject);
    for (const value of [1, 2, 3, 4]) m.run("malloc", { size: 5, value });
    for (const number of [1, 2, 0]) {
      const page = m.pages[number];
      if (page === undefined) throw new Error("three pages");
      expect(m.isolate(page)).toBe(true);
      expect(m.move()).toBe(0);
      expect(m.seen).toMatchObject({ pages: 3, intact: true });
    }
    m.run("free", { object: 1 });
    m.run("malloc", { size: 5, value: 5 });
    expect(m.run("read", { object: 4 })).toEqual([1280, 1281, 1282, 1283, 1284]);
    expect(m.seen).toMatchObject({ zspages: 1, intact: true });
  });

  test("a page that is put back is as before", () => {
    const m = pool(subject);
    m.run("malloc", { value: 7, as: "a" });
    const [page] = m.pages;
    if (!page) throw new Error("one page");
    expect(m.isolate(page)).toBe(true);
    expect(m.isolate(page), "one isolator").toBe(false);
    expect([page._refcount, m.era.isolated(page)]).toEqual([2, true]);
    m.putBack();
    expect([page._refcount, m.era.isolated(page), m.era.movable(page)]).toEqual([1, false, true]);
    m.run("malloc", { as: "b" });
    expect(m.seen, "the zspage is on its list again").toMatchObject({ zspages: 1, intact: true });
    for (const object of ["a", "b"]) m.run("free", { object });
    m.run("destroy");
    expectClean(m);
  });

  test.each(["putback", "migrate"] as const)("the last object is freed while a page is isolated, then %s", (end) => {
    const m = pool(subject);
    m.run("malloc", { size: 5, as: "a" });
    const [page, other] = m.pages;
    if (!page || !other) throw new Error("three pages");
    m.isolate(page);
    m.run("free", { object: "a" });
    expect(m.seen).toMatchObject({ objects: 0, zspages: differs.freedWhileIsolated ? 0 : 1 });
    expect([m.era.released(page), page._refcount]).toEqual(differs.freedWhileIsolated ? [true, 1] : [false, 2]);
    expect(m.era.movable(page), "the mark stays until the page is free").toBe(true);
    if (end === "migrate") expect(m.move()).toBe(0);
    else m.putBack();
    expect(m.run("free_worker")).toBe(!differs.freedWhileIsolated);
    expect(m.k.events.PGMIGRATE_SUCCESS).toBe(end === "migrate" ? 1 : 0);
    expect(m.seen).toMatchObject({ zspages: 0, pages: 0 });
    m.run("destroy");
    expectClean(m);
  });

  test("no page of an emptied zspage that waits for the thread is lost or taken", () => {
    const m = pool(subject);
    m.run("malloc", { size: 5, as: "a" });
    const [, page] = m.pages;
    if (!page) throw new Error("three pages");
    const stage = new Stage(m.k, { isolator: m.isolating(page) });
    stage.until("isolator", "isolate:recheck");
    // The page lock is held, so zs_free() cannot have it and puts the zspage off.
    m.run("free", { object: "a" });
    expect(m.seen).toMatchObject({ objects: 0, zspages: 1, pages: 3 });
    stage.enter("thread", m.steps("free_worker"));
    stage.finish("thread");
    expect(stage.at("thread")).toBe("lock:wait-page");
    stage.finish("isolator");
    stage.finish("thread");
    expect(stage.at("thread")).toBeNull();
    m.putBack();
    expect(m.seen).toMatchObject({ zspages: 0, pages: 0 });
    m.run("destroy");
    expectClean(m);
  });

  test.each([
    { when: "about to be read", step: "zs:map", told: differs.pinned },
    { when: "being read", step: "zs:read", told: differs.inside },
  ] as const)("an object is $when while its page is migrated", ({ step, told }) => {
    const m = pool(subject);
    m.run("malloc", { value: 3, as: "a" });
    const [page] = m.pages;
    if (!page) throw new Error("one page");
    m.isolate(page);
    const stage = new Stage(m.k, { reader: m.steps("read", { object: "a" }) });
    stage.until("reader", step);
    const results = resultsOf(m, "zs_page_migrate");
    stage.enter("migration", m.moving());
    stage.finish("migration");
    expect(results).toEqual(told);
    expect(stage.at("migration")).toBe(told.length === 0 ? "lock:write" : null);
    const moved = told.at(-1) === 0;
    expect(m.frames.includes(page_to_pfn(page)), "where the page is while somebody reads").toBe(!moved);
    stage.finish("reader");
    stage.finish("migration");
    m.k.tracer = null;
    m.putBack();
    expect(m.frames.includes(page_to_pfn(page)), "who waited has moved it").toBe(!moved && told.length > 0);
    expect(m.seen).toMatchObject({ pages: 1, intact: true });
    expect(m.run("read", { object: "a" })).toEqual([768]);
    m.run("free", { object: "a" });
    m.run("destroy");
    expectClean(m);
  });

  test("without a target the page stays, and the zspage is whole", () => {
    const m = pool(subject);
    m.run("malloc", { size: 8, as: "a" });
    const none: new_folio_t = function* () {
      return null;
    };
    for (const page of m.pages) m.isolate(page);
    expect(m.move(2, none)).toBe(-12);
    m.putBack();
    expect(m.seen).toEqual({ objects: 1, zspages: 1, pages: 1, intact: true });
    m.run("free", { object: "a" });
    m.run("destroy");
    expectClean(m);
  });

  test("the zone's count of pages goes with the page", () => {
    const zones = [
      { name: "DMA32", pages: 8 },
      { name: "Normal", pages: 8 },
    ] as const;
    const m = pool(subject, { machine: { pages: 16, zones: [...zones] } });
    m.run("malloc", { size: 8 });
    expect(m.k.zones.map((zone) => zone.NR_ZSPAGES)).toEqual([0, 1]);
    const low: new_folio_t = function* () {
      const page = m.frame(3);
      if (!take_page_off_buddy(page)) return null;
      return prep_new_page(page);
    };
    for (const page of m.pages) m.isolate(page);
    expect(m.move(2, low)).toBe(0);
    expect(m.k.zones.map((zone) => zone.NR_ZSPAGES)).toEqual([1, 0]);
    expect([m.frames, m.seen.intact]).toEqual([[3], true]);
  });

  test("a pool is destroyed while a page of it is out", () => {
    const m = pool(subject);
    m.run("malloc", { as: "a" });
    for (const page of m.pages) m.isolate(page);
    m.run("free", { object: "a" });
    const stage = new Stage(m.k, { destroyer: m.steps("destroy") });
    stage.finish("destroyer");
    expect(stage.at("destroyer"), "only where the page still needs the pool").toBe(
      differs.freedWhileIsolated ? null : "zs:drain",
    );
    m.putBack();
    stage.finish("destroyer");
    expect(stage.at("destroyer")).toBeNull();
    expectClean(m);
  });

  test("memory runs out while a zspage is set up", () => {
    const m = pool(subject, { machine: { pages: 4, zones: [{ name: "Normal", pages: 4 }] } });
    m.run("malloc", { size: 8, as: "a" });
    m.run("malloc", { size: 8, as: "b" });
    expect(m.run("malloc", { size: 5, as: "c" })).toBeNull();
    expect(m.seen).toEqual({ objects: 2, zspages: 2, pages: 2, intact: true });
    for (const object of ["a", "b"]) m.run("free", { object });
    m.run("destroy");
    expectClean(m);
  });
});

const SEEN =
  /^(zs_|inc_zone|dec_zone|create_page_chain|reset_page|fix_full|__?free_|free_|__Set|__Clear|.*unlock|.*_put$|__put)/;

describe.each(REFERENCES)("zsmalloc as traced, $name", (subject) => {
  const traced = factsOn(subject).zsmalloc.calls;
  test("allocation, migration and freeing call what they call in the kernel", () => {
    const m = pool(subject);
    const during = (run: () => void): string => {
      const calls = callsOf(m, SEEN);
      run();
      return calls();
    };
    expect(during(() => m.run("malloc", { as: "a" }))).toContain(traced.malloc);
    for (const page of m.pages) m.isolate(page);
    expect(during(() => m.move())).toContain(traced.migrate);
    expect(during(() => m.run("free", { object: "a" }))).toBe(traced.free);
  });
});

describe.each(REFERENCES)("zsmalloc and its configuration, $name", (subject) => {
  const { hasTableOfType, zsmalloc } = factsOn(subject);

  test("a kernel without zsmalloc says so", () => {
    expect(() => pool(subject, { config: { ZSMALLOC: "n" } })).toThrow("CONFIG_ZSMALLOC");
    expect(() => pool(subject, { machine: { contents: false } })).toThrow("contents");
  });

  test("without COMPACTION pages are not marked, and stay out of zones for movable pages", () => {
    const zones = [
      { name: "Normal", pages: 8 },
      { name: "Movable", pages: 8 },
    ] as const;
    const m = pool(subject, { config: { COMPACTION: false }, machine: { pages: 16, zones: [...zones] } });
    m.run("malloc", { size: 5, as: "a" });
    expect(m.pages.map((page) => m.era.movable(page))).toEqual([false, false, false]);
    expect(m.k.zones.map((zone) => zone.NR_ZSPAGES)).toEqual(zsmalloc.zonesWithoutCompaction);
    m.run("free", { object: "a" });
    m.run("destroy");
    expectClean(m);
  });

  test("a module that has not registered its callbacks", () => {
    const m = pool(subject, { config: { ZSMALLOC: "m" } });
    m.run("malloc", { as: "a" });
    const [page] = m.pages;
    if (!page) throw new Error("one page");
    expect(m.isolate(page)).toBe(!hasTableOfType);
    expect(m.k.log.map(({ text }) => text)).toEqual(hasTableOfType ? ["WARN_ON_ONCE(!mops)"] : []);
    expect(page._refcount).toBe(hasTableOfType ? 1 : 2);
    m.putBack();
    expect(m.run("load")).toBe(0);
    expect(m.run("load"), "the type has its callbacks").toBe(hasTableOfType ? -16 : 0);
    expect(m.isolate(page)).toBe(true);
    m.putBack();
    m.run("unload");
    expect(m.isolate(page)).toBe(!hasTableOfType);
  });
});
