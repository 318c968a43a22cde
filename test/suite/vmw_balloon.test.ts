// vmw_balloon deflates the old page before it knows whether the host takes the new one.
import { describe, expect, it } from "vitest";
import { MIGRATE_ASYNC, MIGRATE_SYNC, type MigrateMode } from "../../models/era.ts";
import { page_count, page_to_pfn } from "../../models/machine/page.ts";
import { Bench, type KernelCase, kernelsWith, Stage } from "./bench.ts";

const WARNING = "WARN_ON_ONCE(!b_dev_info)";

/**
 * The host takes the old page back and then refuses the new one. `counted`: how the core counts that. In synchronous mode
 * kernels with batches (v6.3 on) try again what failed in a first, asynchronous round, and find the page released: success.
 * `warns`: only 6.17.0 to 6.17.5 put back a page that its driver released (fixed with "vmw_balloon: indicate success when
 * effectively deflating during migration"), and only where no second try finds it first.
 */
const FAILED_INFLATE: Record<string, { async: "success" | "fail"; sync: "success" | "fail"; warns: boolean }> = {
  "aops@5.10": { async: "fail", sync: "fail", warns: false },
  "aops@5.19": { async: "fail", sync: "fail", warns: false },
  "mops@6.16": { async: "fail", sync: "success", warns: false },
  "mops@6.12": { async: "fail", sync: "success", warns: false },
  "mops@6.1": { async: "fail", sync: "fail", warns: false },
  "flags@6.17": { async: "success", sync: "success", warns: false },
  "flags@6.17.0": { async: "fail", sync: "success", warns: true },
  "flags@7.2": { async: "success", sync: "success", warns: false },
};
/** Before 7.2 nobody counts that the page went. */
const countsDeflation = ({ name }: KernelCase) => name === "flags@7.2";

/** From 3544c4faccb8 on, patch 13 of the series of 2025, until the fix. */
const stageWarns = ({ era, release }: KernelCase) =>
  era.id === "flags" || release.differences.has("balloon-says-released");

describe.each(kernelsWith("vmw-balloon"))("vmw_balloon on $name", (kernel) => {
  const { era } = kernel;
  const ofStage = { async: "fail", sync: era.id === "aops" ? "fail" : "success", warns: stageWarns(kernel) } as const;
  const expected = FAILED_INFLATE[kernel.name] ?? ofStage;

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
    const counted = countsDeflation(kernel) ? 1 : 0;
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
    stage.until("migrator", "migrate:unlock-dst");
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

it("crashes 6.17.0 if putback trusts that a page has a device", () => {
  const [kernel] = kernelsWith("vmw-balloon").filter(({ name }) => name === "flags@6.17.0");
  if (!kernel) throw new Error("no such kernel");
  const bench = new Bench(kernel, "vmw-balloon", { without: ["balloon:null-device"] });
  bench.run("inflate", { pages: 1 });
  bench.host.refuse_inflate = 1;
  expect(() => bench.migrate(bench.page)).toThrow("NULL pointer");
});
