/** The steps of any run as rows of lanes: what each did, with the words that it changed, and how it ended. */
import { stepText } from "../../../models/steps_without.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { Trace } from "../../engine/trace/trace.ts";
import { causeOf } from "./cause.ts";
import type { LaneRow } from "./Lanes.tsx";

/** Changes that are shown of one step; the player shows all. */
const MOST = 2;

/** `told`: may it be said which guards are out? */
export function stepRows({ steps, actors, without }: Trace, failed: boolean, told = true): LaneRow[] {
  return steps.map((step, at) => {
    const changes = changesIn(step).slice(0, MOST);
    const text = (
      <span>
        {stepText(step.step, told ? without : [])}
        {changes.length > 0 && <small>{changes.join("; ")}</small>}
      </span>
    );
    const isEnd = failed && at === steps.length - 1;
    return { lane: actors.indexOf(step.actor), text, ...(isEnd && { tone: "bad" as const }) };
  });
}

/** From the step that decided how the last one came out. */
export function lastArrow({ steps }: Trace, failed: boolean): { from: number; to: number } | null {
  const to = steps.length - 1;
  const from = failed ? causeOf(steps, to) : null;
  return from === null ? null : { from, to };
}
