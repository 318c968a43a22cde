/** A run as turns: the steps that one actor takes before another one does. */
import type { StepName } from "../../../models/steps.ts";
import { stepText } from "../../../models/steps_without.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { Trace } from "../../engine/trace/trace.ts";

interface Turn {
  actor: string;
  steps: { n: number; step: StepName; what: string; changes: string[]; waits: string | null }[];
}

export function turnsOf({ steps, without }: Trace): Turn[] {
  const turns: Turn[] = [];
  for (const each of steps) {
    const { n, actor, step, log, waits = null } = each;
    const last = turns.at(-1);
    const turn = last?.actor === actor ? last : { actor, steps: [] };
    if (turn !== last) turns.push(turn);
    turn.steps.push({ n, step, what: stepText(step, without), changes: [...changesIn(each), ...log], waits });
  }
  return turns;
}
