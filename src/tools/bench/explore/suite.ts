/** All measurements, one after the other, each in its own process. */

import { ERAS } from "../../../../models/index.ts";
import { must } from "../../../engine/must.ts";
import type { Bug, Order, Parts, Speed, Traces, Verdict, Watching } from "./child.ts";
import type { countInterleavings } from "./count.ts";
import type { equals } from "./equal.ts";
import { type Large, larges } from "./large/run.ts";
import { type Paper, type Peer, papers, peers } from "./peers/run.ts";
import { answerOf, fastest } from "./process.ts";
import type { Share } from "./profile.ts";
import { promelaOf } from "./promela.ts";
import { BUGS, RACES, type Race } from "./races.ts";
import { runSpin, type SpinRun, spinMissing, timed, totalOf } from "./spin.ts";
import type { StateBytes } from "./state_bytes.ts";

/** The one that the Promela is written after. */
const ERA = ERAS[0].id;
const PARTS = [2, 4, 8];

export interface Plan {
  races: readonly Race[];
  /** Milliseconds for one search. */
  maxTime: number;
  /** Races of which traces are counted, which takes a run of each. */
  traces: readonly string[];
  seeds: number;
  maxRuns: number;
  /** Milliseconds for each of the scenarios that are too much. */
  largeTime: number;
}
export const FULL: Plan = {
  races: RACES,
  maxTime: 300_000,
  traces: ["2x1", "2x2", "2x2 migrate", "2x3", "3x1"],
  seeds: 9,
  maxRuns: 10_000,
  largeTime: 60_000,
};
export const QUICK: Plan = {
  ...FULL,
  races: RACES.filter(({ id }) => !["3x2", "3x3"].includes(id)),
  traces: ["2x1", "2x2"],
  seeds: 3,
  maxRuns: 1000,
  largeTime: 5_000,
};

type Graph = ReturnType<typeof countInterleavings>;

export interface Measured extends Verdict, Graph {
  race: string;
  /** From the start of the process to its end. */
  wallMs: number;
  traces: Traces | null;
  spin: SpinRun | null;
}
export interface Results {
  era: string;
  stepsPerSecond: number;
  /** Of the race in which steps per second are measured, with invariants. */
  watching: Watching;
  races: Measured[];
  /** Why spin did not run, or null. */
  spinMissing: string | null;
  bugs: ({ race: string; without: string } & Bug)[];
  /** Of the last race, searched in parts for several machines. */
  parts: Parts[];
  /** Of the search in the last race. */
  profile: Share[];
  stateBytes: StateBytes;
  /** Programs that spin is given too, and programs of which the number of traces is known. */
  peers: Peer[];
  papers: Paper[];
  /** What merging states of equal actors and pages could save. */
  equal: ReturnType<typeof equals>;
  /** Scenarios that are too much, or were. */
  larges: Large[];
}

export async function runPlan(plan: Plan, progress: (text: string) => void): Promise<Results> {
  const missing = await spinMissing();
  if (missing !== null) progress(`without spin: ${missing}`);
  const era = ERA;
  const smallest = must(plan.races[0], "race");
  progress("compiles what all measurements need");
  await child<Verdict>({ what: "verdict", race: smallest.id, era, maxTime: plan.maxTime });
  const races: Measured[] = [];
  for (const race of plan.races) {
    progress(`${race.id}: verdict`);
    const search = () => child<Verdict>({ what: "verdict", race: race.id, era, maxTime: plan.maxTime });
    const verdict = await fastest(
      () => timed(search),
      ({ ms }) => ms,
    );
    progress(`${race.id}: interleavings`);
    const graph = await child<Graph>({ what: "interleavings", race: race.id, era });
    if (missing === null) progress(`${race.id}: spin`);
    const spin = missing === null ? await fastest(() => runSpin(promelaOf(race)), totalOf) : null;
    const counted = plan.traces.includes(race.id);
    if (counted) progress(`${race.id}: traces`);
    const traces = counted ? await child<Traces>({ what: "traces", race: race.id, era, maxTime: plan.maxTime }) : null;
    races.push({ race: race.id, ...verdict.result, wallMs: verdict.ms, ...graph, traces, spin });
  }
  const bugs: Results["bugs"] = [];
  for (const { race, without } of BUGS) {
    progress(`${race} without ${without}`);
    const order = { what: "bug", race, era, without, seeds: plan.seeds, maxRuns: plan.maxRuns } as const;
    bugs.push({ race, without, ...(await child<Bug>(order)) });
  }
  const { id: largest } = must(plan.races.at(-1), "last race");
  progress(`${largest}: profile`);
  const profile = await child<Share[]>({ what: "profile", race: largest, era });
  const parts: Parts[] = [];
  for (const count of PARTS) {
    progress(`${largest}: ${count} parts`);
    parts.push(await child<Parts>({ what: "parts", race: largest, era, of: count, maxTime: plan.maxTime }));
  }
  progress("steps per second");
  const { stepsPerSecond } = await child<Speed>({ what: "speed", race: "3x1", era });
  progress("watched for races");
  const watching = await child<Watching>({ what: "watched", race: "3x1", era, maxTime: plan.maxTime });
  progress("bytes a state");
  const bytes = await child<StateBytes>({ what: "stateBytes", race: "3x1", era });
  progress("equal actors");
  const equal = await child<Results["equal"]>({ what: "equal", race: "3x1", era });
  const beside = await peers(missing === null, progress);
  const counted = papers();
  const large = await larges(plan.largeTime, progress);
  const more = { stateBytes: bytes, equal, peers: beside, papers: counted, larges: large };
  return { ...more, era, stepsPerSecond, watching, races, spinMissing: missing, bugs, parts, profile };
}

function child<R>(order: Order): Promise<R> {
  return answerOf(new URL("./child.ts", import.meta.url), order);
}
