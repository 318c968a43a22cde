/** Asks the models that are loaded. Runs wherever they do: in a thread, or in a worker of a page. */
import type { Era, Release } from "../../models/era.ts";
import { findEra } from "../../models/index.ts";
import { INVARIANTS } from "../../models/invariants/index.ts";
import { exploring } from "../engine/explore/explore.ts";
import type { Exploration, ExploreOptions, Found } from "../engine/explore/options.ts";
import { finish } from "../engine/explore/slices.ts";
import { messageOf } from "../engine/message.ts";
import { watchExploration } from "../engine/races/index.ts";
import { heardOf } from "../engine/run/alike.ts";
import { execute } from "../engine/run/execute.ts";
import { expectedOn, mismatches } from "../engine/run/expect.ts";
import { isOpen, mismatchText } from "../engine/run/judge.ts";
import { possibleOn } from "../engine/scenario/kernel_range.ts";
import type { Scenario } from "../engine/scenario/scenario.ts";
import type { Trace, TraceStep } from "../engine/trace/trace.ts";
import { tell } from "../engine/verdicts/tell.ts";
import { wordOf } from "../engine/verdicts/vocabulary.ts";
import { endsOf } from "../engine/verify/ends.ts";
import { project } from "../engine/verify/projection.ts";
import { ScenarioSystem } from "../engine/verify/scenario_system.ts";
import { inWords } from "../engine/verify/verify.ts";
import { Matrix } from "../knowledge/guards/matrix.ts";
import { heldTo } from "../knowledge/kernels/held.ts";
import type {
  End,
  GuardLook,
  Look,
  Meeting,
  OrdersLook,
  Question,
  RacesLook,
  RecordingLook,
  Round,
  RunLook,
  Wrong,
} from "./look.ts";

/** Of one exploration. */
export type Bounds = Pick<ExploreOptions, "maxTime" | "maxExecutions" | "now" | "onProgress">;

/** Rules are left out one after the other, and in the last round all that are left: what comes of a broken one may come after many. */
const ROUNDS = 4;
const RULE = /^invariant (I-\d+)$/;

/** The answer, and which differences of the kernel were asked for. */
export function lookAndHear(question: Question, bounds: Bounds = {}): { look: Look; asked: string[] } {
  try {
    const { kernel } = question;
    const found = findEra(kernel);
    if (!found) throw new Error(`there is no kernel ${kernel} any more`);
    const { release, asked } = heardOf(found.release);
    const look = lookOn(question, found.era, release, bounds);
    return { look, asked: [...asked] };
  } catch (error) {
    // Whatever strange code throws is an answer, too.
    return { look: { of: "failed", message: messageOf(error) }, asked: [] };
  }
}

function lookOn(question: Question, era: Era, release: Release, bounds: Bounds): Look {
  const { scenario } = question;
  if (question.ask === "run") return runOf(scenario, era, release);
  if (question.ask === "orders" || question.ask === "fine") return ordersOf(scenario, era, release, bounds);
  if (question.ask === "races") return racesOf(scenario, era, release, bounds);
  if (question.ask === "guard") return guardOf(question, bounds);
  return recordingOf(question, era, release);
}

function runOf(scenario: Scenario, era: Era, release: Release): RunLook {
  const trace = execute(scenario, era, release);
  const { steps, actors, verdict, end } = trace;
  return {
    of: "run",
    verdict: wordOf(verdict),
    message: tell(trace),
    end: JSON.stringify(project(end)),
    all: digest(JSON.stringify(end)),
    choices: steps.map(({ actor }) => actors.indexOf(actor)),
    steps: steps.map(({ actor, step }) => `${actor} ${step}`),
    inside: steps.map(insideOf),
    words: steps.map((step) => digest(wordsOf(step).sort().join("\n"))),
    links: steps.map((step) => digest(storesOf(step).sort().join("\n"))),
    stores: steps.map((step) => digest(storesOf(step).join("\n"))),
    calls: steps.map(callsOf),
  };
}

function insideOf({ stack, step }: TraceStep): string {
  return stack.at(-1) ?? step;
}

function wordsOf({ writes, log }: TraceStep): string[] {
  const told = writes.filter(({ bookkeeping }) => !bookkeeping);
  return [...told.map(({ object, field, before, after }) => `${object} ${field}: ${before} → ${after}`), ...log];
}

/** Links of lists, too: what they lead to is told by the words. */
function storesOf({ writes }: TraceStep): string[] {
  return writes.map(({ object, field }) => `${object} ${field}`);
}

function callsOf({ calls }: TraceStep): string {
  return calls
    .map(({ enter, leave, pages = [], result }) =>
      enter === undefined ? `<${leave}=${result}` : `>${enter}(${pages})`,
    )
    .join(" ");
}

/** 53 bits: enough to tell two texts of one run apart. */
function digest(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  return ((a >>> 0) * 0x200000 + (b >>> 11)).toString(36);
}

function ordersOf(scenario: Scenario, era: Era, release: Release, bounds: Bounds): OrdersLook {
  const rounds: Round[] = [];
  const explorations: Exploration[] = [];
  const leaveOut: string[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    if (round === ROUNDS) leaveOut.splice(0, leaveOut.length, ...INVARIANTS.map(({ id }) => id));
    const exploration = explored(scenario, era, release, leaveOut, bounds);
    explorations.push(exploration);
    rounds.push(roundOf(exploration, [...leaveOut], scenario, era, release));
    const broken = exploration.violations.flatMap(({ kind }) => RULE.exec(kind)?.[1] ?? []);
    if (broken.length === 0) break;
    leaveOut.push(...broken);
  }
  const can = possibleOn(scenario, { era, release }).map(({ what, expect }) => {
    const ends = [...(explorations[0]?.outcomes.keys() ?? [])];
    return { what, found: ends.some((end) => mismatches(expect, JSON.parse(end)).length === 0) };
  });
  return { of: "orders", rounds, can };
}

/** What a scenario expects is compared afterwards: it must not end an order. */
function explored(
  scenario: Scenario,
  era: Era,
  release: Release,
  leaveOut: readonly string[],
  bounds: Bounds,
): Exploration {
  const system = new ScenarioSystem(scenario, era, release, { without: scenario.without, leaveOut });
  const exploration = finish(exploring(system, { ...bounds, findAll: true }), bounds.onProgress);
  return { ...exploration, violations: exploration.violations.map(inWords) };
}

function roundOf(exploration: Exploration, leaveOut: string[], scenario: Scenario, era: Era, release: Release): Round {
  const { verdict: _, ...expected } = expectedOn(scenario, { era, release });
  const full = new Map([...exploration.outcomes.keys()].map((end) => [JSON.stringify(project(JSON.parse(end))), end]));
  const ends = [...endsOf(exploration)].map(([end, choices]): End => {
    // Of another order a scenario says how that one ends, and no other.
    const missed = isOpen(scenario) ? mismatches(expected, JSON.parse(full.get(end) ?? "{}")) : [];
    return { end, choices, against: mismatchText(missed) };
  });
  const wrong = exploration.violations.map((found) => wrongOf(found, scenario, era, release));
  const { bound, executions } = exploration;
  return { leaveOut, wrong, ends: ends.sort((a, b) => (a.end < b.end ? -1 : 1)), bound, executions };
}

function wrongOf({ kind, message, choices }: Found, scenario: Scenario, era: Era, release: Release): Wrong {
  const last = lastStep(execute(scenario, era, release, { choices, check: false, maxSteps: choices.length }));
  return { kind, message, choices, actor: last?.actor ?? "", inside: last ? insideOf(last) : "" };
}

function lastStep({ steps }: Trace): TraceStep | undefined {
  return steps.at(-1);
}

function racesOf(scenario: Scenario, era: Era, release: Release, bounds: Bounds): RacesLook {
  const on = { scenario, era, release, without: scenario.without };
  const { exploration, races, lockless, steps, kept } = watchExploration(on, bounds, { locks: true });
  return {
    of: "races",
    bound: exploration.bound,
    locks: [...kept].map(([word, { locks }]) => ({ word, held: [...locks].sort() })),
    races: races.map(({ first, second, choices }): Meeting => {
      const key = [first, second].map(({ word, step }) => `${word} in ${step}`).sort();
      const told = [first, second].map(({ how, word, where }) => `${how} of ${word} in ${where}()`);
      return { key: key.join(" | "), about: first.word, words: [first.word], told: told.sort().join(" and "), choices };
    }),
    lockless: lockless.map(({ word, where, does, marking, choices }): Meeting => {
      const what = does === "reads" ? "reads" : "stores to";
      const told = `${where}() ${what} ${word} without a lock${marking === "plain" ? ", unmarked" : ""}`;
      return { key: `${word} ${does} ${marking}`, about: word, words: [word], told, choices };
    }),
    steps: steps.map(({ step, where, shape, before, after, words, choices }): Meeting => {
      const about = where === "" ? step : `${step} in ${where}()`;
      return { key: `${step} ${shape}`, about, words, told: `${before}; then ${after}`, choices };
    }),
  };
}

function guardOf({ scenario, kernel, entry }: Extract<Question, { ask: "guard" }>, bounds: Bounds): GuardLook {
  const cell = entry.eras[kernel];
  const result = cell && new Matrix(() => scenario, { ...bounds, shorten: false }).cell(entry, kernel, cell);
  if (!result) throw new Error(`the register has no cell for ${entry.guard} on ${kernel}`);
  return { of: "guard", verdict: result.verdict, intact: result.intact };
}

function recordingOf(question: Extract<Question, { ask: "recording" }>, era: Era, release: Release): RecordingLook {
  return { of: "recording", difference: heldTo(question, question.scenario, { era, release }).difference };
}
