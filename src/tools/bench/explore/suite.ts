/** All measurements, one after the other, each in its own process. */

import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { GuardName } from "../../../../models/guards.ts";
import { must } from "../../../engine/must.ts";
import type { Bug, Order, Parts, Speed, Traces, Verdict, Watching } from "./child.ts";
import type { countInterleavings } from "./count.ts";
import type { Share } from "./profile.ts";
import { RACES, type Race } from "./races.ts";
import { runSpin, type SpinRun, spinMissing, timed, totalOf } from "./spin.ts";

/** The one that the Promela is written after. */
const ERA = "aops";
const BUGS: readonly { race: string; without: GuardName }[] = [
  { race: "2x1", without: "isolate:pin" },
  { race: "2x1", without: "isolate:recheck" },
  { race: "3x1", without: "isolate:recheck-isolated" },
  { race: "3x2", without: "isolate:recheck-isolated" },
];

const PARTS = [2, 4, 8];

export interface Plan {
  races: readonly Race[];
  /** Milliseconds for one search. */
  maxTime: number;
  /** Races of which traces are counted, which takes a run of each. */
  traces: readonly string[];
  seeds: number;
  maxRuns: number;
}
export const FULL: Plan = {
  races: RACES,
  maxTime: 300_000,
  traces: ["2x1", "2x2", "2x2 migrate", "2x3", "3x1"],
  seeds: 9,
  maxRuns: 10_000,
};
export const QUICK: Plan = {
  ...FULL,
  races: RACES.filter(({ id }) => !["3x2", "3x3"].includes(id)),
  traces: ["2x1", "2x2"],
  seeds: 3,
  maxRuns: 1000,
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
    const spin = missing === null ? await fastest(() => runSpin(race), totalOf) : null;
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
  return { era, stepsPerSecond, watching, races, spinMissing: missing, bugs, parts, profile };
}

/** Of three times: what else the machine does only makes it slower. */
async function fastest<R>(measure: () => Promise<R>, ms: (result: R) => number): Promise<R> {
  let best = await measure();
  for (let time = 1; time < 3; time++) {
    const again = await measure();
    if (ms(again) < ms(best)) best = again;
  }
  return best;
}

/** As in src/cli/main.ts, node keeps what it has compiled. */
const ENVIRONMENT = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "movable-eras-bench") };

async function child<R>(order: Order): Promise<R> {
  const script = fileURLToPath(new URL("child.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(order)], { env: ENVIRONMENT });
  return JSON.parse(stdout) as R;
}
