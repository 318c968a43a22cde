/** Mazurkiewicz traces by brute force: all executions of a system, told apart by the order of their conflicting steps alone. */

import type { System } from "../../../src/engine/explore/system.ts";
import { must } from "../../../src/engine/must.ts";

export function countTraces(system: System): number {
  const seen = new Set<string>();
  const visit = (choices: readonly number[]) => {
    system.reset();
    const steps: { actor: number; n: number; touched: number[] }[] = [];
    const taken = system.actors.map(() => 0);
    let broken = false;
    for (const actor of choices) {
      broken = system.step(actor) !== null;
      steps.push({
        actor,
        n: must(taken[actor], "such actor"),
        touched: [...system.footprint.slice(0, system.touched)],
      });
      taken[actor] = must(taken[actor], "such actor") + 1;
    }
    const enabled = system.enabled();
    if (broken || enabled === 0) {
      seen.add(canonical(steps));
      return;
    }
    for (const actor of system.actors.keys()) if ((enabled & (1 << actor)) !== 0) visit([...choices, actor]);
  };
  visit([]);
  return seen.size;
}

function canonical(steps: { actor: number; n: number; touched: number[] }[]): string {
  const pairs: string[] = [];
  steps.forEach((later, at) => {
    for (const earlier of steps.slice(0, at)) {
      const conflict = later.touched.some((a) =>
        earlier.touched.some((b) => (a & ~1) === (b & ~1) && ((a | b) & 1) === 1),
      );
      if (conflict && later.actor !== earlier.actor)
        pairs.push(`${earlier.actor}.${earlier.n}<${later.actor}.${later.n}`);
    }
  });
  return `${steps.map(({ actor, n }) => `${actor}.${n}`).sort()} ${pairs.sort()}`;
}
