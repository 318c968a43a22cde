/**
 * A run as far as somebody has chosen it, and where everybody stands then. Replayed from the start for every question: the actors are
 * generators, which cannot be copied, and runs that a reader steps through are short.
 */
import type { GuardName } from "../../models/guards.ts";
import { findEra } from "../../models/index.ts";
import type { StepName } from "../../models/steps.ts";
import { judge } from "../run/execute.ts";
import { observe } from "../run/observe.ts";
import { type Chooser, chooserFor, following } from "../run/order.ts";
import { Underway } from "../run/underway.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { TraceStep, Verdict } from "../trace/trace.ts";
import { type Circle, Circles } from "./circles.ts";
import { type Waiting, waitingFor } from "./holder.ts";

/** What is run, and on which kernel: "mops@6.1". */
export interface Race {
  scenario: Scenario;
  kernel: string;
  /** Guards left out besides those of the scenario. */
  without: readonly GuardName[];
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
  steps: readonly TraceStep[];
  /** Before each step, and after the last one. */
  standings: readonly (readonly Standing[])[];
  /** Null: it can go on. */
  verdict: Verdict | null;
  /** What stopped it, whether or not the scenario expects that. */
  fault: Verdict | null;
  /** The last step led to where the run was before. */
  circle: Circle | null;
}

/** More than a reader chooses by hand, and than the explorer's counterexamples have. */
export const LONGEST_WALK = 5_000;

/** As far as the choices can be made. */
export function walk(race: Race, choices: readonly number[]): Walk {
  let at = 0;
  return walked(race, ({ actors }) => {
    const actor = actors[choices[at++] ?? -1];
    return actor?.ready ? actor : null;
  });
}

/** To the end: the choices first, then each actor as far as it gets. Null: in the order that the scenario says. */
export function walkOn(race: Race, choices: readonly number[] | null): Walk {
  return walked(race, choices === null ? chooserFor(race.scenario.order) : following(choices));
}

function walked(race: Race, choose: Chooser): Walk {
  const { scenario, kernel } = race;
  const found = findEra(kernel);
  if (!found) throw new TypeError(`no kernel ${kernel}`);
  const without = [...new Set([...scenario.without, ...race.without])];
  const underway = new Underway(scenario, found.era, found.release, { without, check: true });
  const { prepared, recorder } = underway;
  const { scheduler, k } = prepared;
  const circles = new Circles(prepared);
  const standings: Standing[][] = [];
  const made: number[] = [];
  let wrong: Verdict | null = null;
  let circle: Circle | null = null;
  for (;;) {
    standings.push(
      scheduler.actors.map((actor) => ({
        actor: actor.name,
        step: actor.step,
        within: recorder.within(actor),
        ready: actor.ready,
        waits: waitingFor(k, actor, recorder.steps),
      })),
    );
    if (wrong !== null || made.length >= LONGEST_WALK) break;
    const actor = scheduler.finished ? null : choose(scheduler);
    if (actor === null) break;
    wrong = underway.step(actor);
    made.push(scheduler.actors.indexOf(actor));
    circle = circles.closedBy(actor);
  }
  const over = wrong !== null || !scheduler.actors.some(({ ready }) => ready);
  const fault = over ? (wrong ?? underway.end()) : null;
  const verdict = over ? judge(scenario, found.era, fault, observe(prepared)) : null;
  return { race, choices: made, steps: recorder.steps, standings, verdict, fault, circle };
}
