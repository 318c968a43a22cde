/** Which guards a scenario comes by on a kernel: the ones that can be worth taking out there. */
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { Fault } from "../../../models/machine/fault.ts";
import type { Scheduler } from "../../../models/machine/scheduler.ts";
import { chooserFor } from "../run/order.ts";
import { bootMachine, createActors } from "../run/prepare.ts";
import type { ModelledKernel } from "../scenario/kernel_range.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { LONGEST_WALK, type Race } from "./walk.ts";

/**
 * In the order in which they are asked for, in a few runs: in the scenario's own order, and with each of the actors first. Another order may come
 * by some more.
 */
export function guardsPassed({ scenario, kernel, without }: Race): GuardName[] {
  const found = findEra(kernel);
  return found ? guardsPassedOn(found, scenario, without) : [];
}

export function guardsPassedOn(
  { era, release }: ModelledKernel,
  scenario: Scenario,
  without: readonly GuardName[] = [],
): GuardName[] {
  const asked = new Set<GuardName>();
  const removed = [...scenario.without, ...without];
  const orders = [
    chooserFor(scenario.order),
    ...scenario.actors.map((_, first) => ({ actors }: Scheduler) => {
      const turned = [...actors.slice(first), ...actors.slice(0, first)];
      return turned.find(({ ready }) => ready) ?? null;
    }),
  ];
  for (const choose of orders) {
    const machine = bootMachine(scenario, era, release, removed);
    const { k } = machine;
    const { guard } = k;
    k.guard = (name) => {
      asked.add(name);
      return guard.call(k, name);
    };
    const { scheduler } = createActors(scenario, machine)();
    runQuietly(scheduler, choose);
  }
  return [...asked];
}

function runQuietly(scheduler: Scheduler, choose: (scheduler: Scheduler) => Scheduler["actors"][number] | null): void {
  try {
    for (let taken = 0; taken < LONGEST_WALK && !scheduler.finished; taken++) {
      const actor = choose(scheduler);
      if (actor === null) return;
      scheduler.run(actor);
    }
  } catch (error) {
    // A guard that is out already: what was asked for before it went wrong counts all the same.
    if (!(error instanceof Fault)) throw error;
  }
}
