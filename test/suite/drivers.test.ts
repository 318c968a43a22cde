// What the balloon drivers do with their pages, on every kernel. Where kernels differ, test/expectations/ says by which change.
import { describe, expect, it } from "vitest";
import { ENOMEM, MIGRATE_ASYNC, MIGRATE_SYNC, type MigrateMode } from "../../models/era.ts";
import { page_count, page_to_pfn } from "../../models/machine/page.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { kernelsWith } from "./kernels.ts";
import { Stage } from "./stage.ts";

const BALLOONS = ["virtio-balloon", "vmw-balloon", "cmm"];
const CASES = BALLOONS.flatMap((driver) =>
  kernelsWith(driver).map((kernel) => ({ driver, kernel, name: kernel.name })),
);

describe.each(CASES)("$driver on $name", ({ driver, kernel }) => {
  const { afterSuccess, references } = factsOn(kernel);
  const [home, away] = references;
  const countsMigrations = driver !== "cmm" || factsOn(kernel).hasCmmFixes;

  it("takes pages for the host, and gives every one of them back", () => {
    const bench = new Bench(kernel, driver);
    bench.run("inflate", { pages: 3 });
    expect(bench.seen).toMatchObject({ pages: 3, listed: 3, isolated: 0, host: 3 });
    expect(bench.framesOfHost).toEqual(bench.frames);
    expect(bench.free).toBe(13);

    bench.run("deflate", { pages: 3 });
    expect(bench.seen).toMatchObject({ pages: 0, listed: 0, isolated: 0, host: 0 });
    expect(bench.free).toBe(16);
    expect(bench.managed).toEqual({ Normal: 16 });
    expect(bench.log).toEqual([]);
  });

  it.each<MigrateMode>([MIGRATE_ASYNC, MIGRATE_SYNC])(
    "moves its pages when the zone is compacted in mode %i",
    (mode) => {
      const bench = new Bench(kernel, driver);
      bench.run("inflate", { pages: 3 });
      const before = bench.frames;
      bench.compact(mode);
      expect(bench.frames).toHaveLength(3);
      expect(bench.frames.filter((pfn) => before.includes(pfn))).toEqual([]);
      expect(bench.framesOfHost).toEqual(bench.frames);
      expect(bench.seen).toMatchObject({ pages: 3, listed: 3, isolated: 0, host: 3 });
      expect(bench.pages.map(page_count)).toEqual([home, home, home]);
      expect(bench.k.events).toMatchObject({
        BALLOON_INFLATE: 3,
        BALLOON_DEFLATE: 0,
        BALLOON_MIGRATE: countsMigrations ? 3 : 0,
        PGMIGRATE_SUCCESS: 3,
        PGMIGRATE_FAIL: 0,
      });

      bench.run("deflate", { pages: 3 });
      expect(bench.free).toBe(16);
      expect(bench.log).toEqual([]);
    },
  );

  it("has let go of the source when it tells the core of success", () => {
    const bench = new Bench(kernel, driver);
    bench.run("inflate", { pages: 1 });
    const { page } = bench;
    const stage = new Stage(bench.k, { migrator: bench.migrating(page) });
    stage.until("migrator", afterSuccess);
    const { era } = bench.k;
    expect(era.movable(page) && !era.released(page)).toBe(false);
    expect(page_count(page)).toBe(home);
    expect(bench.pages.map(page_count)).toEqual([away]);
    stage.finish("migrator");
    expect(bench.pages.map(page_count)).toEqual([home]);
  });

  it("keeps its page where there is no target", () => {
    const bench = new Bench(kernel, driver);
    bench.run("inflate", { pages: 1 });
    bench.exhaust();
    const { page } = bench;
    expect(bench.migrate(page)).toBe(-ENOMEM);
    expect(bench.frames).toEqual([page_to_pfn(page)]);
    expect(page_count(page)).toBe(home);
    expect(bench.seen).toMatchObject({ pages: 1, listed: 1, isolated: 0, host: 1 });
  });

  it("keeps an isolated page in its books, cannot deflate it, and takes it back", () => {
    const bench = new Bench(kernel, driver);
    bench.run("inflate", { pages: 1 });
    const { page } = bench;
    const stage = new Stage(bench.k, { migrator: bench.migrating(page), owner: bench.steps("deflate", { pages: 1 }) });
    stage.until("migrator", "migrate:get-new");
    expect(bench.seen).toMatchObject({ pages: 1, listed: 0, isolated: 1 });
    expect(page_count(page)).toBe(away);
    expect(stage.finish("owner")).toBe(true);
    expect(bench.seen).toMatchObject({ pages: 1, isolated: 1, host: 1 });
    expect(stage.finish("migrator")).toBe(true);
    expect(bench.seen).toMatchObject({ pages: 1, listed: 1, isolated: 0 });
    expect(page_count(page)).toBe(0);
  });

  it("moves what it holds back from one zone to the other with the page, if it holds back anything", () => {
    const zones = [
      { name: "Normal" as const, pages: 8 },
      { name: "Movable" as const, pages: 8 },
    ];
    const bench = new Bench(kernel, driver, { machine: { zones } });
    // vmw_balloon leaves the counts alone altogether.
    const held = driver === "vmw-balloon" ? 0 : 1;
    bench.run("inflate", { pages: 1 });
    expect(bench.managed).toEqual({ Normal: 8, Movable: 8 - held });
    expect(bench.migrate(bench.page)).toBe(0);
    expect(bench.frames.every((pfn) => pfn < 8)).toBe(true);
    expect(bench.managed).toEqual({ Normal: 8 - held, Movable: 8 });
    bench.run("deflate", { pages: 1 });
    expect(bench.managed).toEqual({ Normal: 8, Movable: 8 });
  });
});

/** An operation that holds the lock that the migrate callback tries, up to a step. cmm has no such lock. */
const HOLDERS = [
  { driver: "virtio-balloon", operation: "inflate", holds: "host:inflate", tries: "balloon:trylock", after: 2 },
  { driver: "vmw-balloon", operation: "enable_stats", holds: "balloon:conf-done", tries: "balloon:try-conf", after: 1 },
] as const;

describe.each(HOLDERS)("$driver whose lock is held", ({ driver, operation, holds, tries, after }) => {
  const asksAgain = kernelsWith(driver).filter((kernel) => !factsOn(kernel).inflatesTargets);
  it.each(asksAgain)("says try again until the lock is free: $name", (kernel) => {
    const bench = new Bench(kernel, driver);
    bench.run("inflate", { pages: 1 });
    const { page } = bench;
    const stage = new Stage(bench.k, { migrator: bench.migrating(page), holder: bench.steps(operation, { pages: 1 }) });
    stage.until("holder", holds);
    stage.until("migrator", tries, 4);
    expect(bench.seen).toMatchObject({ isolated: 1 });
    expect(stage.finish("holder")).toBe(true);
    expect(stage.finish("migrator")).toBe(true);
    expect(page_count(page)).toBe(0);
    expect(bench.seen).toMatchObject({ pages: after, listed: after, isolated: 0, host: after });
    expect(bench.k.events).toMatchObject({ BALLOON_MIGRATE: 1, PGMIGRATE_SUCCESS: 1, PGMIGRATE_FAIL: 0 });
  });

  it.each(kernelsWith(driver))("keeps the page if the lock stays held: $name", (kernel) => {
    const bench = new Bench(kernel, driver);
    bench.run("inflate", { pages: 1 });
    const { page } = bench;
    const stage = new Stage(bench.k, { migrator: bench.migrating(page), holder: bench.steps(operation, { pages: 1 }) });
    stage.until("holder", holds);
    const free = bench.free;
    expect(stage.finish("migrator")).toBe(true);
    expect(bench.seen).toMatchObject({ pages: after, isolated: 0 });
    expect(bench.frames).toContain(page_to_pfn(page));
    expect(page_count(page)).toBe(factsOn(kernel).references[0]);
    expect(bench.free).toBe(free);
    expect(bench.k.events).toMatchObject({ BALLOON_MIGRATE: 0, PGMIGRATE_SUCCESS: 0, PGMIGRATE_FAIL: 1 });
    expect(stage.finish("holder")).toBe(true);
    expect(bench.log).toEqual([]);
  });
});

describe.each(kernelsWith("cmm"))("a hypervisor that refuses a page of cmm on $name", (kernel) => {
  it("gets no page that it does not want", () => {
    const bench = new Bench(kernel, "cmm");
    bench.host.refuse_inflate = 1;
    bench.run("inflate", { pages: 2 });
    expect(bench.seen).toMatchObject({ pages: 0, loaned_pages: 0, host: 0 });
    expect(bench.free).toBe(16);
  });

  it("fails the migration before anything changed", () => {
    const bench = new Bench(kernel, "cmm");
    bench.run("inflate", { pages: 1 });
    const { page } = bench;
    bench.host.refuse_inflate = 1;
    expect(bench.migrate(page)).toBe(1);
    expect(bench.frames).toEqual([page_to_pfn(page)]);
    expect(bench.framesOfHost).toEqual([page_to_pfn(page)]);
    expect(page_count(page)).toBe(1);
    expect(bench.free).toBe(15);
    expect(bench.k.events).toMatchObject({ BALLOON_MIGRATE: 0, PGMIGRATE_FAIL: 1 });
    bench.run("deflate", { pages: 1 });
    expect(bench.free).toBe(16);
  });

  it("has lost the page already where the old one goes first", () => {
    const bench = new Bench(kernel, "cmm", { without: ["balloon:host-order"] });
    bench.run("inflate", { pages: 1 });
    bench.host.refuse_inflate = 1;
    bench.migrate(bench.page);
    expect(bench.seen).toMatchObject({ pages: 1, host: 0 });
  });

  it("is not asked whether it gives a page back", () => {
    const bench = new Bench(kernel, "cmm");
    bench.run("inflate", { pages: 1 });
    bench.host.refuse_deflate = 1;
    bench.run("deflate", { pages: 1 });
    expect(bench.seen).toMatchObject({ pages: 0, host: 1 });
    expect(bench.free).toBe(16);
  });
});

it.each(kernelsWith("cmm"))("cmm crashes without migration support, before the fix of 2025: $name", (kernel) => {
  const bench = new Bench(kernel, "cmm", { config: { BALLOON_COMPACTION: false } });
  const inflate = () => bench.run("inflate", { pages: 1 });
  if (factsOn(kernel).hasCmmFixes) expect(inflate).not.toThrow();
  else expect(inflate).toThrow("NULL pointer");
});

describe.each(CASES)("the host of $driver on $name", ({ driver, kernel }) => {
  // drivers/virtio/virtio_balloon.c: tell_host() waits until the host has read the numbers, and hears nothing back.
  it("can refuse a page where it answers for each, and not where it is only told", () => {
    const operations = Object.keys(kernel.era.drivers[driver]?.operations ?? {});
    expect(operations).toContain("inflate");
    expect(operations.includes("refuse")).toBe(driver !== "virtio-balloon");
  });
});
