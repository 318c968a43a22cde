/** A machine of a given size: how long each phase takes per page, and how much room the whole takes per page. */

import type { Era, EraId } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import { livingBytes, median } from "./measure.ts";
import { type Counts, machinesFor, type Round, runRound } from "./round.ts";
import { boot, PHASES, type Phase, prepare, run, type Workload } from "./workload.ts";

export interface Growth extends Counts {
  era: EraId;
  pages: number;
  rounds: number;
  /** Of one machine, medians. */
  bootMs: number;
  phaseMs: Record<Phase, number>;
  /** All phases. */
  microsecondsPerPage: number;
  migratedPerSecond: number;
  bytesPerPage: { memory: number; other: number };
}

/** Frames of the machine that warms the compiler up. */
const SMALL = 10_000;

export function measureTime(era: Era, pages: number, rounds: number, warmUp: number): Omit<Growth, "bytesPerPage"> {
  for (let round = 0; round < warmUp; round++) runRound(era, Math.min(pages, SMALL), 1);
  const machines = machinesFor(pages);
  const all = Array.from({ length: rounds }, () => runRound(era, pages, machines));
  const { counts } = must(all[0], "round");
  const of = (ms: (round: Round) => number) => median(all.map(ms)) / machines;
  const phaseMs = {
    inflate: of(({ ms }) => ms.inflate),
    compact: of(({ ms }) => ms.compact),
    deflate: of(({ ms }) => ms.deflate),
  };
  return {
    era: era.id,
    pages,
    rounds,
    ...counts,
    bootMs: of(({ bootMs }) => bootMs),
    phaseMs,
    microsecondsPerPage: (1000 * of(({ ms }) => ms.inflate + ms.compact + ms.deflate)) / pages,
    migratedPerSecond: (1000 * counts.migrated) / phaseMs.compact,
  };
}

/** Looks in the middle of each phase, when the most is alive. */
const LOOKS_PER_PHASE = 4;

/** The most that is ever alive, per page. A small machine runs first, so that compiled code counts as what was there before. */
export function measureRoom(era: Era, pages: number): Growth["bytesPerPage"] {
  const small = Math.min(pages, SMALL);
  const { counts } = runRound(era, small, 1);
  const every = Math.ceil(((counts.steps / small) * pages) / (PHASES.length * LOOKS_PER_PHASE));
  const before = livingBytes();
  const workload = boot(era, pages);
  let most = livingBytes();
  for (const phase of PHASES) {
    prepare(workload, phase);
    let step = 0;
    run(workload, phase, (_actor, run) => {
      run();
      if (++step % every === 0) most = Math.max(most, livingBytes());
    });
    most = Math.max(most, livingBytes());
  }
  const memory = bytesOf(workload);
  // Less than before: code that was compiled for the small machine has been let go.
  return { memory: memory / pages, other: Math.max(0, most - before - memory) / pages };
}

function bytesOf({ k }: Workload): number {
  return k.memory.buffer.byteLength;
}
