/** Who runs next, for scenarios that say so themselves. */

import type { Actor, Scheduler } from "../../../models/machine/scheduler.ts";
import { must } from "../must.ts";
import type { Order, Switch } from "../scenario/scenario.ts";
import { CannotRun } from "./cannot_run.ts";

/** The next actor to run one step, or null when nobody can. */
export type Chooser = (scheduler: Scheduler) => Actor | null;

export function chooserFor(order: Order): Chooser {
  return typeof order === "string" ? sequentially : followSwitches(order);
}

/** Where nobody says otherwise, what a CPU stores arrives at once, and all others see it at once. */
function arriving({ actors }: Scheduler): Actor | undefined {
  return actors.find(({ serves, ready }) => serves && ready);
}

/** A list of choices, as the explorer gives it; what is left then runs sequentially. */
export function following(choices: readonly number[]): Chooser {
  let at = 0;
  return (scheduler) => {
    const actor = scheduler.actors[choices[at++] ?? -1];
    if (actor && !actor.ready) {
      const found = `choice ${at} cannot be made: ${actor.name} is done, or has to wait`;
      throw new CannotRun(
        null,
        `${found}. Choices are of one kernel, with the same guards out: take those that \`explore\` prints.`,
      );
    }
    return actor ?? sequentially(scheduler);
  };
}

/** Each actor as far as it gets, in the order of the file; one that waits is passed over until it can go on. */
function sequentially(scheduler: Scheduler): Actor | null {
  return arriving(scheduler) ?? scheduler.actors.find((actor) => actor.ready) ?? null;
}

/** Follows an order beside a run that may be another: after each step, was it this order's so far? */
export function beside(order: Order): (scheduler: Scheduler, actor: Actor) => boolean {
  if (order === "open") return () => true;
  const choose = chooserFor(order);
  let isSame = true;
  return (scheduler, actor) => {
    isSame &&= chosen(choose, scheduler) === actor;
    return isSame;
  };
}

function chosen(choose: Chooser, scheduler: Scheduler): Actor | null {
  try {
    return choose(scheduler);
  } catch (error) {
    if (error instanceof CannotRun) return null;
    throw error;
  }
}

function followSwitches(switches: Switch[]): Chooser {
  let at = 0;
  let taken = 0;
  return (scheduler) => {
    const { actors } = scheduler;
    const saysOfThem = switches.some(({ actor }) => actors.some(({ name, serves }) => serves && name === actor));
    const arrives = saysOfThem ? undefined : arriving(scheduler);
    if (arrives) return arrives;
    for (; at < switches.length; at++, taken = 0) {
      const current = must(switches[at], "such switch");
      const actor = must(
        actors.find(({ name }) => name === current.actor),
        "such actor",
      );
      if (!reached(current, actor, taken)) {
        taken++;
        return actor;
      }
    }
    return sequentially(scheduler);
  };
}

function reached({ until, line, column }: Switch, actor: Actor, taken: number): boolean {
  const fail = (found: string): never => {
    const todo = "The usual cause is an order that was written for another era: name another step, or fewer steps.";
    throw new CannotRun({ line, column }, `this switch cannot be followed: ${found}. ${todo}`);
  };
  if (until === "rest") return !actor.ready;
  if (typeof until === "number") {
    if (taken === until) return true;
    if (actor.ready) return false;
    return fail(`${actor.name} can take only ${taken} of ${until} steps here`);
  }
  if (actor.step === until.before) return true;
  if (actor.ready) return false;
  const why = actor.next === null ? "ends" : `waits in ${actor.step}`;
  return fail(`${actor.name} ${why} without coming to ${until.before}`);
}
