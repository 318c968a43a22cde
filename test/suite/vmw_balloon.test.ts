// vmw_balloon deflates the old page before it knows whether the host takes the new one.
import { describe, expect, it } from "vitest";
import { MIGRATE_ASYNC, MIGRATE_SYNC, type MigrateMode } from "../../models/era.ts";
import { page_count, page_to_pfn } from "../../models/machine/page.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { kernelsWith, RELEASES } from "./kernels.ts";
import { Stage } from "./stage.ts";

const WARNING = "WARN_ON_ONCE(!b_dev_info)";

describe.each(kernelsWith("vmw-balloon"))("vmw_balloon on $name", (kernel) => {
  const expected = factsOn(kernel).vmw;

  it.each<{ mode: MigrateMode; when: "async" | "sync" }>([
    { mode: MIGRATE_ASYNC, when: "async" },
    { mode: MIGRATE_SYNC, when: "sync" },
  ])("loses one page, and no memory, where the host refuses the target ($when)", ({ mode, when }) => {
    const bench = new Bench(kernel, "vmw-balloon");
    bench.run("inflate", { pages: 2 });
    const { page } = bench;
    bench.host.refuse_inflate = 1;
    const left = bench.migrate(page, mode);
    const fails = expected[when] === "fail";
    expect(left).toBe(fails ? 1 : 0);
    expect(bench.k.events.PGMIGRATE_FAIL).toBe(fails ? 1 : 0);
    expect(bench.k.events.PGMIGRATE_SUCCESS).toBe(fails ? 0 : 1);
    expect(bench.log).toEqual(expected.warns && fails ? [WARNING] : []);

    expect(page_count(page)).toBe(0);
    expect(bench.seen).toMatchObject({ pages: 1, listed: 1, isolated: 0, size: 1, host: 1 });
    expect(bench.free).toBe(15);
    // Two inflated, one left.
    const counted = expected.countsDeflation ? 1 : 0;
    expect(bench.k.events).toMatchObject({ BALLOON_INFLATE: 2, BALLOON_DEFLATE: counted, BALLOON_MIGRATE: 0 });
    bench.run("deflate", { pages: 1 });
    expect(bench.free).toBe(16);
  });

  it("keeps the page where the host will not give it back", () => {
    const bench = new Bench(kernel, "vmw-balloon");
    bench.run("inflate", { pages: 1 });
    const { page } = bench;
    bench.host.refuse_deflate = 1;
    expect(bench.migrate(page)).toBe(1);
    expect(bench.frames).toEqual([page_to_pfn(page)]);
    expect(page_count(page)).toBe(1);
    expect(bench.seen).toMatchObject({ pages: 1, listed: 1, isolated: 0, size: 1, host: 1 });
    expect(bench.free).toBe(15);
    expect(bench.log).toEqual([]);
    // Deadlocks if the failed migration still holds conf_sem.
    bench.run("reset");
    expect(bench.free).toBe(16);
  });

  it("frees the pages that the host refuses, and keeps those that it will not give back", () => {
    const bench = new Bench(kernel, "vmw-balloon");
    bench.host.refuse_inflate = 1;
    bench.run("inflate", { pages: 3 });
    expect(bench.seen).toMatchObject({ pages: 2, size: 2, host: 2 });
    expect(bench.free).toBe(14);
    bench.host.refuse_deflate = 1;
    bench.run("deflate", { pages: 2 });
    expect(bench.seen).toMatchObject({ pages: 1, listed: 1, size: 1, host: 1 });
    expect(bench.free).toBe(15);
  });

  it("waits with a reset for a migration under way", () => {
    const bench = new Bench(kernel, "vmw-balloon");
    bench.run("inflate", { pages: 1 });
    const stage = new Stage(bench.k, { migrator: bench.migrating(bench.page), reset: bench.steps("reset") });
    stage.until("migrator", "host:inflate");
    stage.finish("reset");
    expect(stage.at("reset")).toBe("lock:rwsem");
    expect(bench.seen).toMatchObject({ size: 1, host: 0 });
    stage.until("migrator", "migrate:put-dst");
    expect(bench.seen).toMatchObject({ pages: 1, size: 1, host: 1 });
    stage.finish("migrator");
    expect(stage.finish("reset")).toBe(true);
    expect(bench.seen).toMatchObject({ pages: 0, size: 0, host: 0 });
    expect(bench.free).toBe(16);
  });

  it("waits with a reset for the isolated page, which cannot migrate meanwhile", () => {
    const bench = new Bench(kernel, "vmw-balloon");
    bench.run("inflate", { pages: 2 });
    const stage = new Stage(bench.k, { migrator: bench.migrating(bench.page), reset: bench.steps("reset") });
    stage.until("migrator", "balloon:try-conf");
    expect(stage.finish("reset")).toBe(false);
    expect(bench.seen).toMatchObject({ pages: 1, isolated: 1, size: 1 });
    expect(stage.finish("migrator")).toBe(true);
    expect(bench.seen).toMatchObject({ pages: 1, listed: 1, isolated: 0 });
    expect(stage.finish("reset")).toBe(true);
    expect(bench.seen).toMatchObject({ pages: 0, size: 0, host: 0 });
    expect(bench.free).toBe(16);
    expect(bench.log).toEqual([]);
  });
});

const PUT_BACK = kernelsWith("vmw-balloon").filter((kernel) => RELEASES.includes(kernel) && factsOn(kernel).vmw.warns);

it.each(PUT_BACK)("crashes $name if putback trusts that a page has a device", (kernel) => {
  const bench = new Bench(kernel, "vmw-balloon", { without: ["balloon:null-device"] });
  bench.run("inflate", { pages: 1 });
  bench.host.refuse_inflate = 1;
  expect(() => bench.migrate(bench.page)).toThrow("NULL pointer");
});
