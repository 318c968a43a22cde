/**
 * A run as far as somebody has chosen it, and where everybody stands then. Replayed from the start for every question: the actors are
 * generators, which cannot be copied, and runs that a reader steps through are short.
 */
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import type { StepName } from "../../../models/steps.ts";
import { traceOf } from "../run/execute.ts";
import type { Wrong } from "../run/judge.ts";
import { Underway } from "../run/underway.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace, Verdict } from "../trace/trace.ts";
import { type Circle, Circles } from "./circles.ts";
import { type Waiting, waitingFor } from "./holder.ts";

/** What is run, and on which kernel: "mops@6.1". */
export interface Race {
  scenario: Scenario;
  kernel: string;
  /** Guards left out besides those of the scenario. */
  without: readonly GuardName[];
  /** Does an invariant that breaks end the run? Unless it is said otherwise. */
  invariants?: boolean;
}

/** An actor between two steps. */
export interface Standing {
  actor: string;
  /** What it does next; null: it is done. */
  step: StepName | null;
  /** The kernel function that it is in; null: in none, it begins an operation. */
  within: string | null;
  ready: boolean;
  waits: Waiting | null;
}

export interface Walk {
  race: Race;
  /** Actors by number, a step each. */
  choices: readonly number[];
  /** Its verdict says something only once the run is over. */
  trace: Trace;
  /** Now, after the last step. */
  standings: readonly Standing[];
  /** Null: it can go on. */
  verdict: Verdict | null;
  /** What stopped it, whether or not the scenario expects that. */
  fault: Wrong | null;
  /** The last step led to where the run was before. */
  circle: Circle | null;
}

/** More than a reader chooses by hand, and than the explorer's counterexamples have. */
export const LONGEST_WALK = 5_000;

/** As far as the choices can be made. */
export function walk(race: Race, choices: readonly number[]): Walk {
  const { scenario, kernel, without, invariants = true } = race;
  const found = findEra(kernel);
  if (!found) throw new TypeError(`no kernel ${kernel}`);
  const underway = new Underway(scenario, found.era, found.release, { without, check: invariants });
  const { prepared, recorder } = underway;
  const { actors } = prepared.scheduler;
  const circles = new Circles(prepared);
  let taken = 0;
  let wrong: Wrong | null = null;
  let circle: Circle | null = null;
  for (const choice of choices.slice(0, LONGEST_WALK)) {
    const actor = actors[choice];
    if (wrong !== null || !actor?.ready) break;
    wrong = underway.step(actor);
    circle = circles.closedBy(actor);
    taken++;
  }
  const standings = actors.map((actor) => ({
    actor: actor.name,
    step: actor.step,
    within: recorder.within(actor),
    ready: actor.ready,
    waits: waitingFor(prepared.k, actor, recorder.steps),
  }));
  const over = wrong !== null || !actors.some(({ ready }) => ready);
  const fault = over ? (wrong ?? underway.end()) : null;
  const trace = traceOf(underway, scenario, found.era, found.release, fault);
  const verdict = over ? trace.verdict : null;
  return { race, choices: choices.slice(0, taken), trace, standings, verdict, fault, circle };
}
