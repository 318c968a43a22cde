/** One round: a few machines of a size go through all phases, one phase after the other, so that each takes long enough to time. */

import type { Era } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import { timed } from "./measure.ts";
import { boot, largestFreeBlocks, PHASES, type Phase, prepare, run, type Stepper, type Workload } from "./workload.ts";

/** What one machine's own counters say in the end. */
export interface Counts {
  inflated: number;
  migrated: number;
  deflated: number;
  steps: number;
  /** Free pageblocks before compaction and after it. */
  freeBlocks: { before: number; after: number };
}

/** Only numbers: no machine lives on into the next round. Times are of all machines. */
export interface Round {
  counts: Counts;
  bootMs: number;
  ms: Record<Phase, number>;
}

const PAGES_PER_ROUND = 50_000;

export function machinesFor(pages: number, pagesPerRound = PAGES_PER_ROUND): number {
  return Math.max(1, Math.round(pagesPerRound / pages));
}

/** `watch` is called for each machine. */
export function runRound(era: Era, pages: number, machines: number, watch?: (workload: Workload) => Stepper): Round {
  const booted = timed(() => Array.from({ length: machines }, () => boot(era, pages)));
  const all = booted.result;
  const first = must(all[0], "workload of that kind");
  const steppers = all.map((workload) => watch?.(workload));
  const ms = { inflate: 0, compact: 0, deflate: 0 };
  const freeBlocks = { before: 0, after: 0 };
  let steps = 0;
  for (const phase of PHASES) {
    for (const workload of all) prepare(workload, phase);
    if (phase === "compact") freeBlocks.before = largestFreeBlocks(first);
    const taken = timed(() => all.map((workload, index) => run(workload, phase, steppers[index])));
    if (phase === "compact") freeBlocks.after = largestFreeBlocks(first);
    ms[phase] = taken.ms;
    steps += must(taken.result[0], "first result");
  }
  const { BALLOON_INFLATE: inflated, BALLOON_MIGRATE: migrated, BALLOON_DEFLATE: deflated } = first.k.events;
  return { counts: { inflated, migrated, deflated, steps, freeBlocks }, bootMs: booted.ms, ms };
}
