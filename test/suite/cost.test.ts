// What a step costs follows what it touches, not how large the machine is: counted in loads, so that no clock is needed.
import { afterEach, describe, expect, it, vi } from "vitest";
import { ERAS } from "../../models/index.ts";
import { Memory } from "../../models/machine/memory.ts";
import { chooserFor } from "../../src/run/order.ts";
import { Underway } from "../../src/run/underway.ts";
import { loadScenario } from "../../src/scenario/load.ts";

afterEach(() => vi.restoreAllMocks());

const SMALL = 1024;
const LARGE = 16_384;

/** Lists, balloons and user pages grow with the machine; what the actors do stays the same. */
function scenario(pages: number) {
  const text = `
title: The same little work on a machine of some size
story: Who counts what it costs?
sources: ["none: a measurement"]
machine: { pages: ${pages}, zones: [{ name: Normal, pages: ${pages} }], pageblock: 64, block: 64, contents: true, heap: ${64 * pages} }
drivers: { balloon: { driver: virtio-balloon }, zram: { driver: zsmalloc } }
setup:
  - map: { pages: ${pages / 8} }
  - balloon.inflate: { pages: ${pages / 8} }
actors:
  owner:
    - balloon.inflate: { pages: 4, as: [p, q] }
    - isolate: { page: p }
    - isolate: { page: q }
    - migrate: {}
    - putback: {}
    - balloon.deflate: { pages: 2 }
  user:
    - map: { pages: 2 }
    - zram.malloc: { size: 8, as: [o] }
    - zram.free: { object: o }
expect: { verdict: ok }`;
  return loadScenario(text, "cost.yaml");
}

/** Loads per step: the most that one took. */
function most(pages: number, era: (typeof ERAS)[number]): { steps: number; loads: number } {
  const release = era.releases[0] as (typeof era.releases)[number];
  const underway = new Underway(scenario(pages), era, release, { without: [], check: true });
  const { scheduler } = underway.prepared;
  const choose = chooserFor("sequential");
  const counted = [vi.spyOn(Memory.prototype, "peek"), vi.spyOn(Memory.prototype, "load")];
  let loads = 0;
  for (let actor = choose(scheduler); actor !== null; actor = choose(scheduler)) {
    for (const each of counted) each.mockClear();
    expect(underway.step(actor)).toBeNull();
    const taken = counted.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    loads = Math.max(loads, taken);
  }
  vi.restoreAllMocks();
  return { steps: underway.recorder.steps.length, loads };
}

describe.each(ERAS)("$id", (era) => {
  it("takes no more loads a step where the machine is sixteen times as large", () => {
    const [small, large] = [most(SMALL, era), most(LARGE, era)];
    expect(large.steps).toBe(small.steps);
    expect(small.loads).toBeGreaterThan(100);
    expect(large.loads).toBeLessThan(1.5 * small.loads);
  });
});
