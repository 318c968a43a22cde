/** `eras explore SCENARIO`: every interleaving of its actors. */

import { ERA_IDS } from "../../models/index.ts";
import { FIRST_VIOLATION } from "../engine/explore/options.ts";
import { coverageOf, findingsOf, Watched } from "../engine/races/index.ts";
import { onKernel } from "../engine/run/cannot_run.ts";
import type { ModelledKernel } from "../engine/scenario/kernel_range.ts";
import { memoryOf } from "../engine/scenario/on_memory.ts";
import { A_KERNEL } from "../engine/scenario/such_as.ts";
import { verify } from "../engine/verify/verify.ts";
import { writtenScenario } from "../engine/verify/written.ts";
import { locklessTable } from "../knowledge/lockless/files.ts";
import { Held, NOTHING } from "../knowledge/lockless/hold.ts";
import { findScenario } from "../knowledge/scenarios/files.ts";
import { answerOf, partNamed } from "./answer.ts";
import { allTold, asData, type Explored, isAsSaid } from "./explored.ts";
import { inFile } from "./in_file.ts";
import { exploreInJobs, MOST_JOBS } from "./jobs.ts";
import { EXPLORE_TIME, limitsOf } from "./limits.ts";
import {
  type Command,
  guardsNamed,
  kernelsToRun,
  oneScenario,
  parse,
  seconds,
  UsageError,
  wholeNumber,
  withMemory,
} from "./parts/command.ts";
import { complain, print, printJson } from "./parts/terminal.ts";

const usage =
  "SCENARIO [--era ERA] [--without GUARD] [--memory MODEL] [bounds] [--random SEED] [--jobs N] [--shard I/N] [--no-races] [--json]";

/** What no part of a search can be held to. */
const NOT_DIVIDED = ["random", "max-preemptions", "max-steps"] as const;
const TIME_OR_MEMORY = "no other bound than --max-time or --max-memory";

export const exploreCommand: Command = {
  name: "explore",
  usage,
  text: "every interleaving of a scenario's actors",
  help: `
Tries every order in which the actors can take their steps, whatever the scenario says about order. Prints how much there was to try,
and the shortest counterexample as lanes where something goes wrong.

  --era ERA             ${ERA_IDS.join(", ")}, a kernel such as ${A_KERNEL}, or all (the default): the reference kernel of each era,
                        or the first that can run it
  --without GUARD       leave a guard out of the code; several: --without A --without B
  --memory MODEL        sc (the default, if the scenario doesn't say): what a CPU stores, all others see at once
                        tso: it waits in the CPU's store buffer, and arrives later, in order: x86. What is under way is an actor too: A's stores
                        pso: it may also overtake earlier stores to other words, unless smp_wmb() or a release stands between them. Of a CPU's
                        oldest three any may arrive next (of two, with five actors); eight can be under way
                        tso-ll: as tso, and a CPU may read what a word held before another's store, until smp_rmb(), smp_mb(), a lock taken, a
                        load-acquire, an ordered atomic, or a wait. That it sees the store is a step too: A's copies. It can have eight such old
                        values, of pages and of what nobody stores to under a lock; one more is a bound that was hit. At most five actors
                        rmo: as pso, and old values as well, for at most four actors. States multiply: for programs of a few lines
                        With all of them invariants are asked in the end only, and no races are looked for. Not covered, so nothing is known
                        of it: a store that comes before an earlier load (load buffering), and CPUs that see stores in different orders although
                        their loads are ordered. With four loads of old values in one actor, an end can be missed
  --max-preemptions N   at most N switches that nobody is forced to make
  --max-steps N         steps of one execution; a longer one is left there (by default 2000; if it then doesn't
                        end when everybody gets a turn, that is "no progress", which is wrong)
  --max-time S          seconds for each era; 0.5 will do (default: no limit, with --random ${EXPLORE_TIME})
  --max-memory MB       megabytes that it takes to keep what is known of states, less than 100 bytes each; what the models and their steps take is
                        not in it
  --random SEED         1000 random schedules instead of all
                        A bound that was hit is the verdict, and the exit status 1. What was met before it is counted: when three
                        quarters of the time are over, orders with few preemptions come next, and random ones after them.
                        A few random orders come first in any case, and now and then later: they find most faults soonest
  --jobs N              splits the search over N threads of this machine. The verdict and the shortest counterexample are those of one; the counts
                        are those of all threads, for none knows what another has met, and where something is wrong nothing was counted.
                        If the parts can't settle it (an endless round, say), one search runs afterwards, from the start and with its own time.
                        No races are looked for, and the only limits it takes are --max-time and --max-memory, for each thread. What it
                        saves depends on the scenario: npm run bench:explore has the ratio
  --shard I/N           part I of N of the search, for one of several machines that run this at the same time: prints an answer as JSON, and
                        "eras merge" joins all N. A part knows what it has met itself, and not what others have, so all parts together take
                        longer than the whole. No races are looked for, and no bound goes with it but --max-time and --max-memory
  --no-races            don't look for data races, or for steps that are more than one access: up to twice as fast. What is found beyond
                        content/lockless.yaml is printed, and the exit status is 1 if the scenario has all guards; the command "races" says more
  --no-invariants       look at faults and end states only: faster
  --yaml                print the counterexample as a scenario file, to keep and to run again
  --json                the results as data

Examples:
  npm run -s eras -- explore isolate-races-deflate
  npm run -s eras -- explore isolate-races-deflate --era mops --without isolate:recheck
  npm run -s eras -- explore isolate-races-slab --era mops@6.12 --memory pso --without slab:wmb-untype
  npm run -s eras -- explore isolate-races-slab --era mops@6.12 --memory tso-ll --without isolate:rmb-type
  npm run -s eras -- explore isolate-races-deflate --shard 1/2 > part1.json
`,
  run(args) {
    const options = {
      era: { type: "string" },
      without: { type: "string", multiple: true },
      memory: { type: "string" },
      "max-preemptions": { type: "string" },
      "max-steps": { type: "string" },
      "max-time": { type: "string" },
      "max-memory": { type: "string" },
      random: { type: "string" },
      jobs: { type: "string" },
      shard: { type: "string" },
      "no-races": { type: "boolean" },
      "no-invariants": { type: "boolean" },
      yaml: { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = parse(args, options, usage);
    const name = oneScenario(positionals, usage);
    const scenario = withMemory(findScenario(name), values.memory);
    const memory = memoryOf(scenario);
    const isWhole = memory === "sc";
    const maxPreemptions = wholeNumber(0, "--max-preemptions", values["max-preemptions"]);
    const maxSteps = wholeNumber(1, "--max-steps", values["max-steps"]);
    const megabytes = wholeNumber(1, "--max-memory", values["max-memory"]);
    const maxMemory = megabytes === undefined ? undefined : megabytes * 2 ** 20;
    const seed = wholeNumber(1, "--random", values.random);
    const maxTime = seconds("--max-time", values["max-time"]) ?? (seed === undefined ? undefined : EXPLORE_TIME);
    if (seed !== undefined && maxPreemptions !== undefined) {
      throw new UsageError(
        "random schedules can't be limited to a number of preemptions",
        "--random or --max-preemptions",
      );
    }
    const part = partNamed(values.shard);
    const jobs = wholeNumber(1, "--jobs", values.jobs) ?? 1;
    if (jobs > MOST_JOBS) throw new UsageError(`--jobs cannot be ${jobs}`, `at most ${MOST_JOBS}`);
    const divides = part ? "--shard" : jobs > 1 ? "--jobs" : null;
    const strange =
      NOT_DIVIDED.find((each) => values[each] !== undefined) ?? (part && values.yaml ? "yaml" : undefined);
    if (divides && strange) throw new UsageError(`--${strange} does not go with ${divides}`, TIME_OR_MEMORY);
    if (part && jobs > 1) throw new UsageError("--jobs does not go with --shard", "one of the two");
    const random = seed === undefined ? undefined : { seed, runs: 1000 };
    const without = guardsNamed(values.without);
    const invariants = !values["no-invariants"];
    const { eras, skipped } = kernelsToRun(name, scenario, values.era);
    const held = new Held(locklessTable());
    const plan = {
      without,
      invariants,
      ...(maxMemory === undefined ? {} : { maxMemory }),
      ...(maxPreemptions === undefined ? {} : { maxPreemptions }),
      ...(maxSteps === undefined ? {} : { maxSteps }),
      ...(random === undefined ? {} : { random }),
      ...(part && { part, shorten: false }),
    };
    const alone = ({ era, release }: ModelledKernel): Explored => {
      const watched: Watched[] = [];
      const watches = isWhole && !divides && !values["no-races"];
      const result = inFile(name, () =>
        onKernel(era.id, () =>
          verify(scenario, era, release, {
            ...(watches && { watch: (system) => (watched[0] = new Watched(system)) }),
            ...limitsOf(era.id, maxTime),
            ...plan,
          }),
        ),
      );
      const beyond = watched[0] === undefined ? NOTHING : held.beyond({ era, release }, findingsOf(watched[0]));
      return { ...result, jobs: 1, beyond, coverage: watched[0] ? coverageOf(watched[0]) : null };
    };
    const say = (results: readonly Explored[]): number => {
      if (part) {
        printJson(answerOf(part, name, scenario, { era: values.era ?? "all", without, memory, invariants }, results));
        return results.every(({ exploration: { bound } }) => bound === null || bound === FIRST_VIOLATION) ? 0 : 1;
      }
      if (values.json) printJson(results.map(asData));
      else if (values.yaml) {
        print(results.map((each) => writtenScenario(scenario, each)).join(""));
        for (const { era, release, verdict, message, counterexample } of results) {
          const why = message === "" ? verdict : `${verdict}: ${message}`;
          if (counterexample === null) complain(`${era} (${release}): no counterexample to print: ${why}\n`);
        }
      } else print(allTold(scenario, results, skipped));
      return results.every((each) => isAsSaid(scenario, each)) ? 0 : 1;
    };
    if (jobs === 1) return say(eras.map(alone));
    const divided = {
      without,
      invariants,
      ...(maxTime && { maxTime: 1000 * maxTime }),
      ...(maxMemory && { maxMemory }),
    };
    return exploreInJobs(jobs, scenario, eras, divided, alone).then(say);
  },
};
