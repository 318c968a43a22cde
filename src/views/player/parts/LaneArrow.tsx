/** From the step that wrote a word to the step, of another actor, that it decided. Lengths are those of the columns, so that nothing is measured. */
import type { VNode } from "preact";
import { must } from "../../../engine/must.ts";
import type { Trace } from "../../../engine/trace/trace.ts";
import type { Crossing } from "../../../engine/why/crossings.ts";
import { apart } from "../../../engine/why/history.ts";

interface Props {
  crossing: Crossing;
  trace: Trace;
  /** Rows of the table, from 0. */
  from: number;
  to: number;
}

export function LaneArrow({ crossing, trace: { actors, steps }, from, to }: Props): VNode {
  const lane = (at: number) => actors.indexOf(must(steps[at], "such step").actor);
  const [source, target] = [lane(crossing.change), lane(crossing.at)];
  const [, field] = apart(crossing.word);
  const writer = actors[source];
  return (
    <div
      class={source > target ? "arrow leftwards" : "arrow rightwards"}
      aria-hidden="true"
      style={{
        "--from": from,
        "--to": to,
        "--source": source,
        "--target": target,
      }}
    >
      <span class="stem" />
      <span class="head" />
      <span class="note">
        {writer} writes <code>{field}</code>
      </span>
    </div>
  );
}
