/** What an exploration has covered, in words: what it says where it cannot speak of all orders. */

import { counted } from "../engine/counted.ts";
import type { Exploration } from "../engine/explore/explore.ts";
import type { Coverage } from "../engine/races/index.ts";

export function coveredText({ random, preemptions, outcomes }: Exploration, coverage: Coverage | null): string {
  const parts = [counted(outcomes.size, "end")];
  if (preemptions !== null) parts.push(`every order with at most ${counted(preemptions, "preemption")}`);
  if (random > 0) parts.push(counted(random, "random order"));
  if (coverage !== null) {
    const { steps, guards, races } = coverage;
    parts.push(
      `${counted(steps, "step")} of the code`,
      counted(guards, "guard"),
      `${counted(races, "pair")} of lines that race`,
    );
  }
  return `met before it stopped: ${parts.join(", ")}`;
}
