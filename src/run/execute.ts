/** Runs a scenario on a kernel, to its end or to its fault, and judges it. */
import type { Era, Release } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import { Fault } from "../../models/machine/fault.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { Recorder } from "../trace/recorder.ts";
import type { Trace, Verdict } from "../trace/trace.ts";
import { TRACE_FORMAT, TRACE_VERSION } from "../trace/version.ts";
import { Checker } from "./check.ts";
import { merge, mismatches } from "./expect.ts";
import { type Observation, observe } from "./observe.ts";
import { type Chooser, chooserFor, following } from "./order.ts";
import { bootMachine, createActors, type Prepared } from "./prepare.ts";

export interface RunOptions {
  without?: readonly GuardName[];
  /** Steps after which a run counts as endless. */
  maxSteps?: number;
  /** Instead of the scenario's order: actors by number, a step each. */
  choices?: readonly number[];
  /** Hold the run to the invariants. On unless it is said otherwise. */
  check?: boolean;
}

/** More than any shipped scenario needs, and reached in about a second. */
export const MAX_STEPS = 100_000;

/** Throws OrderError when the scenario's order does not fit the era. */
export function execute(scenario: Scenario, era: Era, release: Release, options: RunOptions = {}): Trace {
  const { maxSteps = MAX_STEPS, check = true } = options;
  const without = [...new Set([...scenario.without, ...(options.without ?? [])])];
  const machine = bootMachine(scenario, era, release, without);
  const recorder = new Recorder(machine.k);
  const prepared = createActors(scenario, machine)();
  const checker = check ? new Checker(prepared) : null;
  recorder.begin(prepared.scheduler.actors, checker);
  const verdict = run(
    prepared,
    recorder,
    options.choices ? following(options.choices) : chooserFor(scenario.order),
    maxSteps,
    checker,
  );
  const end = observe(prepared);
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    scenario: { id: scenario.id, title: scenario.title },
    era: era.id,
    kernel: { release: release.id, source: release.source },
    without,
    actors: scenario.actors.map(({ name }) => name),
    start: recorder.start,
    steps: recorder.steps,
    verdict: judge(scenario, era, verdict, end),
    end,
  };
}

function run(
  prepared: Prepared,
  recorder: Recorder,
  choose: Chooser,
  maxSteps: number,
  checker: Checker | null,
): Verdict | null {
  const { scheduler } = prepared;
  try {
    while (!scheduler.finished) {
      if (recorder.steps.length >= maxSteps) {
        return { kind: "step-limit", message: `not finished after ${maxSteps} steps: it may never end` };
      }
      const actor = choose(scheduler);
      if (actor === null) return deadlock(prepared);
      recorder.record(actor, () => scheduler.run(actor));
      const broken = checker?.afterStep(actor);
      recorder.afterStep();
      if (broken) return broken;
    }
    return checker?.atEnd() ?? null;
  } catch (error) {
    if (error instanceof Fault) return { kind: error.kind, message: error.message };
    throw error;
  }
}

function deadlock({ scheduler }: Prepared): Verdict {
  const waiting = scheduler.actors.filter(({ next }) => next !== null).map(({ name, step }) => `${name} (${step})`);
  return { kind: "deadlock", message: `nobody can go on: ${waiting.join(", ")}` };
}

/** A scenario may expect a fault: then the fault is what it should be, and its message is kept. */
function judge(scenario: Scenario, era: Era, fault: Verdict | null, end: Observation): Verdict {
  const expected = merge({ verdict: "ok", ...scenario.expect }, scenario.eras[era.id]?.expect ?? {});
  if (fault !== null && expected.verdict !== fault.kind) return fault;
  const wrong = mismatches(expected, { verdict: fault?.kind ?? "ok", ...end });
  if (wrong.length === 0) return { message: "", ...fault, kind: "ok" };
  const [{ path, expected: wanted, found }] = wrong as [(typeof wrong)[number]];
  const message = `${path} is ${JSON.stringify(found) ?? "missing"}, expected ${JSON.stringify(wanted)}`;
  return { kind: "expectation", message, mismatches: wrong };
}
