/** Runs a scenario on a kernel, to its end or to its fault, and judges it. */
import type { Era, Release } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/trace.ts";
import { TRACE_FORMAT, TRACE_VERSION } from "../trace/version.ts";
import { expectedOn } from "./expect.ts";
import { judge, type Unfinished, type Wrong } from "./judge.ts";
import type { Limit } from "./limit.ts";
import { observe } from "./observe.ts";
import { type Chooser, chooserFor, following } from "./order.ts";
import { Underway } from "./underway.ts";

export interface RunOptions {
  without?: readonly GuardName[];
  /** Steps after which a run counts as endless. */
  maxSteps?: number;
  /** Instead of the scenario's order: actors by number, a step each. */
  choices?: readonly number[];
  /** Asked before each step. */
  limit?: Limit;
  /** Hold the run to the invariants. On unless it is said otherwise. */
  check?: boolean;
}

/** More than any shipped scenario needs, and reached in about a second. */
export const MAX_STEPS = 100_000;

/** Throws CannotRun when the scenario does not fit the era, and Stopped when the limit is reached before the first step. */
export function execute(scenario: Scenario, era: Era, release: Release, options: RunOptions = {}): Trace {
  const { maxSteps = MAX_STEPS, check = true, without = [], limit = () => null } = options;
  const underway = new Underway(scenario, era, release, { without, check, limit });
  const choose = options.choices ? following(options.choices) : chooserFor(scenario.order);
  return traceOf(underway, scenario, era, release, run(underway, choose, maxSteps, limit));
}

/** `fault`: what ended the run, or is wrong with its end; null where nothing is. */
export function traceOf(
  { prepared, recorder, without, isOwnOrder }: Underway,
  scenario: Scenario,
  era: Era,
  release: Release,
  fault: Wrong | Unfinished | null,
): Trace {
  const end = observe(prepared);
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    scenario: { id: scenario.id, title: scenario.title },
    era: era.id,
    kernel: { release: release.id, source: release.source },
    without: [...without],
    actors: prepared.scheduler.actors.map(({ name }) => name),
    start: recorder.start,
    steps: recorder.steps,
    verdict: judge(expectedOn(scenario, { era, release }), fault, end, isOwnOrder),
    end,
  };
}

function run(underway: Underway, choose: Chooser, maxSteps: number, limit: Limit): Wrong | Unfinished | null {
  const { prepared, recorder } = underway;
  while (!prepared.scheduler.finished) {
    const actor = choose(prepared.scheduler);
    if (actor === null) break;
    if (recorder.steps.length >= maxSteps) {
      return { kind: "step-limit", message: `not finished after ${maxSteps} steps: it may never end` };
    }
    const why = limit();
    if (why !== null) {
      const message = `not finished (${why}), after ${recorder.steps.length} steps in which nothing went wrong`;
      return { kind: "stopped", message };
    }
    const wrong = underway.step(actor);
    if (wrong !== null) return wrong;
  }
  return underway.end();
}
