/** Steps per second: of a long run with nobody watching, of the same run recorded, and of many short runs. */

import type { Era, EraId } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import { Recorder } from "../../engine/trace/recorder.ts";
import { median, timed } from "./measure.ts";
import { race } from "./race.ts";
import { machinesFor, runRound } from "./round.ts";
import type { Stepper, Workload } from "./workload.ts";

export interface Speed {
  era: EraId;
  /** Of one long run. */
  steps: number;
  stepsPerSecond: number;
  /** The same work on a machine of `recordedPages`, without the recorder and with it. */
  recordedPages: number;
  unrecorded: number;
  recorded: number;
  short: { steps: number; runsPerSecond: number; stepsPerSecond: number };
}

export interface SpeedOptions {
  pages: number;
  /** Fewer: to find the list that a page is on, the recorder follows it to its head. */
  recordedPages: number;
  rounds: number;
  /** Short runs in each round. */
  runs: number;
}
/** Rounds before the measured ones: compiled code is what counts. */
const WARM_UP = 3;
/** A recorder keeps every step. */
const RECORDED_PAGES_PER_ROUND = 5000;

export function measureSpeed(era: Era, { pages, recordedPages, rounds, runs }: SpeedOptions): Speed {
  const long = repeat(rounds, () => longRuns(era, pages, machinesFor(pages)));
  const few = machinesFor(recordedPages, RECORDED_PAGES_PER_ROUND);
  const unrecorded = repeat(rounds, () => longRuns(era, recordedPages, few));
  const recorded = repeat(rounds, () => longRuns(era, recordedPages, few, record));
  const once = race(era);
  const short = repeat(rounds, () => timed(() => runRepeatedly(once, runs)));
  return {
    era: era.id,
    steps: long.steps / machinesFor(pages),
    stepsPerSecond: long.perSecond,
    recordedPages,
    unrecorded: unrecorded.perSecond,
    recorded: recorded.perSecond,
    short: {
      steps: short.steps / runs,
      runsPerSecond: (short.perSecond * runs) / short.steps,
      stepsPerSecond: short.perSecond,
    },
  };
}

function repeat(rounds: number, measured: () => { ms: number; result: number }): { steps: number; perSecond: number } {
  for (let round = 0; round < WARM_UP; round++) measured();
  const all = Array.from({ length: rounds }, measured);
  return {
    steps: must(all[0], "workload of that kind").result,
    perSecond: median(all.map(({ ms, result }) => (1000 * result) / ms)),
  };
}

function longRuns(era: Era, pages: number, machines: number, watch?: typeof record): { ms: number; result: number } {
  const { counts, ms } = runRound(era, pages, machines, watch);
  return { ms: ms.inflate + ms.compact + ms.deflate, result: counts.steps * machines };
}

function record({ k }: Workload): Stepper {
  const recorder = new Recorder(k);
  return (actor, step) => recorder.record(actor, step);
}

function runRepeatedly(once: () => number, runs: number): number {
  let steps = 0;
  for (let run = 0; run < runs; run++) steps += once();
  return steps;
}
