// 7.2: the core of the balloons does what each driver did, and takes no page locks. mm/balloon.c, "mm: balloon infrastructure cleanups" v3.
import { expect, it } from "vitest";
import { MIGRATE_ASYNC } from "../../models/era.ts";
import { page_count } from "../../models/machine/page.ts";
import { PageLocked } from "../../models/machine/page-flags.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { REFERENCES, RELEASES } from "./kernels.ts";
import { Stage } from "./stage.ts";

const NEW = RELEASES.find((kernel) => factsOn(kernel).isOf2026);
const OLD = REFERENCES.find(({ era }) => era === NEW?.era);
if (!NEW || !OLD) throw new Error("no kernel to compare");

it.each([
  { kernel: OLD, managed: 15 },
  { kernel: NEW, managed: 16 },
])("has $managed managed pages when the host hears of a deflation on $kernel.name", ({ kernel, managed }) => {
  const bench = new Bench(kernel, "virtio-balloon");
  bench.run("inflate");
  const stage = new Stage(bench.k, { owner: bench.steps("deflate") });
  stage.until("owner", "host:deflate");
  expect(bench.managed).toEqual({ Normal: managed });
  stage.finish("owner");
  expect(bench.managed).toEqual({ Normal: 16 });
});

it.each([
  { kernel: OLD, taken: 0 },
  { kernel: NEW, taken: 1 },
])("deflates $taken of its pages while a migration holds their locks on $kernel.name", ({ kernel, taken }) => {
  const bench = new Bench(kernel, "virtio-balloon");
  bench.run("inflate");
  const { page } = bench;
  const stage = new Stage(bench.k, { mover: bench.migrating(page), owner: bench.steps("deflate") });
  // The target is in the balloon, and still locked by the core.
  stage.until("mover", "migrate:unlock-dst");
  const [target] = bench.pages;
  expect(target && PageLocked(target)).toBe(true);
  expect(stage.finish("owner")).toBe(true);
  expect(bench.pages).toHaveLength(1 - taken);
  // What was deflated is the core's alone now, and goes with its reference.
  expect(target && page_count(target)).toBe(2 - taken);
  expect(stage.finish("mover")).toBe(true);
  expect(bench.free).toBe(16 - (1 - taken));
  expect(bench.log).toEqual([]);
});

it("has one lock for two balloons on 7.2, and one each before", () => {
  for (const [kernel, waits] of [
    [OLD, false],
    [NEW, true],
  ] as const) {
    const bench = new Bench(kernel, "virtio-balloon");
    const { k } = bench;
    const driver = k.era.drivers["virtio-balloon"];
    const other = driver?.probe(k, "other", {});
    const inflate = other && driver?.operations.inflate?.run(other, {});
    if (!inflate) throw new Error("no second balloon");
    const stage = new Stage(k, { first: bench.steps("inflate"), second: inflate });
    stage.until("first", "balloon:insert");
    expect(stage.finish("second")).toBe(!waits);
    stage.finish("first");
    expect(stage.finish("second")).toBe(true);
  }
});

it.each([OLD, NEW])("leaves the counts of $name alone where the balloon deflates on OOM", (kernel) => {
  const bench = new Bench(kernel, "virtio-balloon");
  const { k } = bench;
  const driver = k.era.drivers["virtio-balloon"];
  const device = driver?.probe(k, "other", { deflate_on_oom: true });
  if (!device) throw new Error("no device");
  const stage = new Stage(k, { owner: driver?.operations.inflate?.run(device, {}) as never });
  stage.finish("owner");
  expect(bench.managed).toEqual({ Normal: 16 });
});

it("moves every page through the core, whoever the driver is", () => {
  for (const driver of ["virtio-balloon", "cmm", "vmw-balloon"]) {
    const bench = new Bench(NEW, driver);
    bench.run("inflate");
    const { page } = bench;
    expect(bench.migrate(page, MIGRATE_ASYNC)).toBe(0);
    expect(bench.k.events.BALLOON_MIGRATE).toBe(1);
    expect(bench.seen).toMatchObject({ pages: 1, listed: 1, isolated: 0, host: 1 });
    expect(page_count(page)).toBe(0);
  }
});
