/** The same little work on machines of two sizes, as `run` does it: recorded, and held to the invariants after every step. */
import type { Era, EraId } from "../../../models/era.ts";
import { chooserFor } from "../../engine/run/order.ts";
import { Underway } from "../../engine/run/underway.ts";
import { loadScenario } from "../../engine/scenario/load.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { median, timed } from "./measure.ts";

export const SMALL = 1024;
export const LARGE = 16_384;

export interface Checked {
  era: EraId;
  /** Per step. */
  microseconds: { small: number; large: number };
}

/** Lists, balloons and user pages grow with the machine; what the actors do stays the same. */
export function littleWork(pages: number): Scenario {
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
  return loadScenario(text, "little-work.yaml");
}

/** Takes every step, which may be watched. Returns how many there were. */
export function takeSteps(scenario: Scenario, era: Era, watch = (step: () => void) => step()): number {
  const underway = new Underway(scenario, era, era.releases[0], { without: [], check: true });
  const { scheduler } = underway.prepared;
  const choose = chooserFor("sequential");
  for (let actor = choose(scheduler); actor !== null; actor = choose(scheduler)) {
    const next = actor;
    watch(() => {
      const wrong = underway.step(next);
      if (wrong !== null) throw new Error(wrong.message);
    });
  }
  return underway.recorder.steps.length;
}

/** All steps of so many runs together: the clock is too coarse for one. */
export function measureChecked(era: Era, rounds: number): Checked {
  const small = littleWork(SMALL);
  const large = littleWork(LARGE);
  const perStep = (scenario: Scenario) => {
    let ms = 0;
    const steps = takeSteps(scenario, era, (step) => {
      ms += timed(step).ms;
    });
    return (1000 * ms) / steps;
  };
  perStep(small);
  // In turns, so that neither has the warmer compiler.
  const both = Array.from({ length: rounds }, () => [perStep(small), perStep(large)] as const);
  const of = (side: 0 | 1) => median(both.map((each) => each[side]));
  return { era: era.id, microseconds: { small: of(0), large: of(1) } };
}
