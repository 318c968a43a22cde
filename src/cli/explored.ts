/** What an exploration came to, as the terminal prints it. */

import { findEra } from "../../models/index.ts";
import { loadsInOrder, type MemoryModel } from "../../models/machine/config.ts";
import { counted } from "../engine/counted.ts";
import { FIRST_VIOLATION } from "../engine/explore/options.ts";
import type { Coverage } from "../engine/races/index.ts";
import { memoryOf } from "../engine/scenario/on_memory.ts";
import type { Scenario } from "../engine/scenario/scenario.ts";
import { ANOTHER_END, isFine, RACES } from "../engine/verdicts/vocabulary.ts";
import { replay, type Verification } from "../engine/verify/verify.ts";
import type { Beyond } from "../knowledge/lockless/hold.ts";
import { coveredText } from "./covered.ts";
import { lanes } from "./lanes.ts";
import { paint } from "./parts/terminal.ts";
import { verdictText } from "./print-trace.ts";
import { isNothing, summary } from "./races.ts";

export interface Explored extends Verification {
  /** Threads that searched. */
  jobs: number;
  beyond: Beyond;
  coverage: Coverage | null;
}

export function allTold(scenario: Scenario, results: readonly Explored[], skipped: readonly string[]): string {
  return `${results.map((each) => told(scenario, each)).join("\n")}${skipped.map((line) => `${line}\n`).join("")}`;
}

/** Is all as the scenario says? The table is of whole kernels: what a scenario leaves out itself may be what kept its races away. */
export function isAsSaid({ without }: Scenario, { expected, beyond }: Explored): boolean {
  return expected && (without.length > 0 || isNothing(beyond));
}

function told(scenario: Scenario, result: Explored): string {
  const { era, release, verdict, message, exploration, counterexample, can, compared } = result;
  const { bound } = exploration;
  const hasRaces = !isNothing(result.beyond);
  // Orders of steps say nothing of what can happen within one.
  const word = hasRaces && isFine(verdict) ? RACES : verdict;
  const head = `${paint("bold", `${era} (${release})`)}: ${verdictText({ word, told: message, isExpected: isAsSaid(scenario, result) })}`;
  const lines = [head, paint("dim", countsText(result))];
  if (bound !== null && counterexample === null) lines.push(paint("dim", coveredText(exploration, result.coverage)));
  lines.push(paint("dim", COMPARED[compared]));
  if (!hasRaces) lines.push(paint("dim", result.coverage === null ? UNWATCHED : WATCHED));
  const memory = memoryOf(scenario);
  if (memory !== "sc")
    lines.push(paint("dim", `memory: ${memory}; invariants in the end only, no data races, ${missing(memory)}`));
  // Where it stopped early, what it did not meet may happen all the same.
  const never = bound === null && counterexample === null ? "never" : "not met so far";
  for (const { what, choices } of can) lines.push(`${choices === null ? never : "can happen"}: ${what}`);
  if (counterexample !== null) lines.push("", ...counterexampleLines(scenario, result));
  if (hasRaces) lines.push(paint("red", `${summary(result.beyond)}: "eras races" says which`));
  return `${lines.join("\n")}\n`;
}

const missing = (memory: MemoryModel) => (loadsInOrder(memory) ? "no late loads" : "no store before an earlier load");

function countsText({ exploration, jobs }: Explored): string {
  const { random, executions, cut, states, estimatedStates, steps, outcomes, bound } = exploration;
  if (jobs > 1 && bound === FIRST_VIOLATION) return `stopped at: ${bound}; with ${jobs} jobs nothing is counted then`;
  const counts = `${executions} executions, ${cut} cut short, ${random > 0 ? `${counted(random, "random one")}, ` : ""}${states} states, ${steps} steps, ${outcomes.size} different ends`;
  const of = jobs > 1 ? `; counted by each of ${jobs} jobs: all but the ends` : "";
  if (bound === null) return `${counts}${of}`;
  // Other ways to look met states after it was made, some of them again: where there are as many, it says nothing.
  const size = estimatedStates === null || estimatedStates <= states ? "" : `; ${sizeText(estimatedStates)}`;
  return `${counts}${of}; stopped at: ${bound}${size}`;
}

/** By how much it was too large. */
function sizeText(states: number): string {
  const about = Number(states.toPrecision(2)).toLocaleString("en");
  return `in all there may be about ${about} states: an estimate by random orders, which may be some times too low or too high`;
}

const COMPARED: Record<Verification["compared"], string> = {
  ends: "compared, of every order: faults, warnings, invariants, and the end that the scenario expects",
  own: "compared, of every order: faults, warnings and invariants; the end that the scenario expects, of its own order alone",
  nothing: "compared, of every order: faults, warnings and invariants",
};

/** What all orders of the steps are worth. */
const WATCHED =
  "in every order that was tried, accesses met only where /lockless says so, and each step was one for the other CPUs";
const UNWATCHED = "not asked: whether accesses meet without a lock, and whether each step is one for the other CPUs";

function counterexampleLines(scenario: Scenario, result: Verification): string[] {
  const { era, release, verdict, compared, counterexample } = result;
  if (counterexample === null) return [];
  const { choices, switches, isShortest } = counterexample;
  const found = findEra(`${era}@${release}`);
  if (!found) return [];
  const trace = replay(scenario, found.era, found.release, result, choices);
  const isOwn = compared === "own" && verdict === ANOTHER_END;
  const shortest = isOwn
    ? "the scenario's own order"
    : isShortest
      ? "the shortest there is"
      : "not proven to be the shortest";
  return [
    `${choices.length} steps, ${switches} ${switches === 1 ? "switch" : "switches"} (${shortest}):`,
    "",
    lanes(trace),
    `choices: ${choices.join(" ")}`,
  ];
}

export function asData({ exploration, ...rest }: Verification) {
  return {
    ...rest,
    exploration: {
      ...exploration,
      outcomes: [...exploration.outcomes].map(([end, { count, choices }]) => ({
        end: JSON.parse(end),
        count,
        choices,
      })),
    },
  };
}
