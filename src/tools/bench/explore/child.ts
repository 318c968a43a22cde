/** One measurement in a process of its own: JSON in, JSON out. */
import { availableParallelism } from "node:os";
import type { GuardName } from "../../../../models/guards.ts";
import { findEra } from "../../../../models/index.ts";
import { explore } from "../../../engine/explore/explore.ts";
import { exploringPart, together } from "../../../engine/explore/parts.ts";
import { finish } from "../../../engine/explore/slices.ts";
import { Watched } from "../../../engine/races/index.ts";
import { countInterleavings, countTraces } from "./count.ts";
import { equals } from "./equal.ts";
import { timeInJobs } from "./jobs.ts";
import { profile } from "./profile.ts";
import { findRace, raceSystem } from "./races.ts";
import { stateBytes } from "./state_bytes.ts";

export type Order = { race: string; era: string } & (
  | { what: "verdict"; maxTime: number }
  | { what: "speed" }
  | { what: "watched"; maxTime: number }
  | { what: "interleavings" }
  | { what: "profile" }
  | { what: "stateBytes" }
  | { what: "equal" }
  | { what: "parts"; of: number; maxTime: number }
  | { what: "traces"; maxTime: number }
  | { what: "bug"; without: GuardName; seeds: number; maxRuns: number }
);

export interface Verdict {
  bound: string | null;
  violations: number;
  executions: number;
  cut: number;
  states: number;
  steps: number;
  ends: number;
  /** CPU time of the search, and the whole process's peak. */
  ms: number;
  peakBytes: number;
}
export interface Speed {
  stepsPerSecond: number;
}
/** How many times as long a search takes with somebody who looks for races and for steps that come apart. */
export interface Watching {
  ratio: number;
}
/** Of the steps of the whole search: what the largest of the parts takes, and what all of them take. Of its time: what as many threads take. */
export interface Parts {
  of: number;
  largest: number;
  all: number;
  /** Null: the machine has not so many processors. */
  threads: number | null;
  /** Some search stopped there. */
  bound: string | null;
}
export interface Traces {
  bound: string | null;
  executions: number;
  blocked: number;
  traces: number;
}
export interface Bug {
  found: string | null;
  /** Up to the bug: random ones first, and those of the search, cut or not. */
  executions: number;
  /** Random runs up to the bug, per seed; null: not found. */
  random: (number | null)[];
}

process.stdout.write(JSON.stringify(await measure(JSON.parse(process.argv[2] ?? "{}") as Order)));

async function measure(order: Order): Promise<unknown> {
  const found = findEra(order.era);
  if (!found) throw new TypeError(`no era ${order.era}`);
  const { era } = found;
  const race = findRace(order.race);
  const now = () => process.threadCpuUsage().user / 1000;
  if (order.what === "bug") {
    const system = raceSystem(race, era, [order.without], true);
    const { violations, executions, cut, random } = explore(system, { cut: "cache" });
    // fast-check takes longer to load than the small races to explore.
    const { randomRuns } = await import("./schedules.ts");
    const [first] = violations;
    return {
      found: first ? `${first.kind}: ${first.message}` : null,
      executions: random + executions + cut,
      random: await randomRuns(system, order.seeds, order.maxRuns),
    } satisfies Bug;
  }
  const system = raceSystem(race, era);
  if (order.what === "interleavings") return countInterleavings(system);
  if (order.what === "parts") {
    const { of, maxTime } = order;
    const options = { findAll: true, maxTime, now };
    const parts = Array.from({ length: of }, (_, at) =>
      finish(exploringPart(raceSystem(race, era), options, { number: at + 1, of })),
    );
    const { steps, bound } = explore(system, options);
    const ratios = parts.map((part) => part.steps / steps);
    const all = ratios.reduce((sum, each) => sum + each, 0);
    const threads = availableParallelism() < of ? null : await timeInJobs(race, era, of);
    return { of, largest: Math.max(...ratios), all, threads, bound: bound ?? together(parts).bound } satisfies Parts;
  }
  if (order.what === "stateBytes") return stateBytes();
  if (order.what === "equal") return equals();
  if (order.what === "profile") return profile(() => explore(system, { findAll: true }));
  if (order.what === "traces") {
    const counting = countTraces(system);
    const { bound, executions, cut } = explore(counting.system, {
      cut: "sleep",
      findAll: true,
      maxTime: order.maxTime,
      now,
    });
    return { bound, executions, blocked: cut, traces: counting.traces.size } satisfies Traces;
  }
  const start = now();
  if (order.what === "speed") {
    // The second time: the code is compiled, and every step is known.
    explore(system, { findAll: true, reduction: "none" });
    const begin = now();
    let steps = 0;
    while (now() - begin < 1000) steps += explore(system, { findAll: true, reduction: "none" }).steps;
    return { stepsPerSecond: (1000 * steps) / (now() - begin) } satisfies Speed;
  }
  if (order.what === "watched") {
    const search = (watches: boolean) => {
      const each = raceSystem(race, era, [], true);
      const begin = now();
      explore(watches ? new Watched(each) : each, { findAll: true, maxTime: order.maxTime, now });
      return now() - begin;
    };
    // The first two compile the code.
    search(false);
    search(true);
    const times = [1, 2, 3].map(() => ({ plain: search(false), watched: search(true) }));
    const least = (of: (time: { plain: number; watched: number }) => number) => Math.min(...times.map(of));
    return { ratio: least(({ watched }) => watched) / least(({ plain }) => plain) } satisfies Watching;
  }
  const { bound, violations, executions, cut, states, steps, outcomes } = explore(system, {
    findAll: true,
    maxTime: order.maxTime,
    now,
  });
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const common = { bound, violations: violations.length, executions, cut, states, steps, ends: outcomes.size };
  return { ...common, ms: now() - start, peakBytes } satisfies Verdict;
}
