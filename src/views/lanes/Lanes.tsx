/** Steps in lanes, one for each actor, from top to bottom. An arrow leads from the step that decided to the one that it decided for. */
import type { ComponentChildren, VNode } from "preact";

export interface LaneRow {
  /** Number of the lane, from 0. */
  lane: number;
  text: ComponentChildren;
  /** `ask`: the reader is asked. `later`: it has not happened yet. */
  tone?: "bad" | "good" | "ask" | "later";
}
interface Lane {
  title: string;
  note?: string;
}
interface Props {
  label: string;
  lanes: readonly Lane[];
  rows: readonly LaneRow[];
  /** Numbers of rows. */
  arrow?: { from: number; to: number } | null;
}

export function Lanes({ label, lanes, rows, arrow = null }: Props): VNode {
  return (
    <div class="lanes" style={{ "--lanes": lanes.length }}>
      <div class="lanes-heads" aria-hidden="true">
        {lanes.map(({ title, note }) => (
          <span key={title}>
            {title}
            {note !== undefined && <small>{note}</small>}
          </span>
        ))}
      </div>
      <ol aria-label={label}>
        {rows.map(({ lane, text, tone }, at) => (
          <li
            key={at}
            class={tone}
            data-cause={arrow?.from === at ? (rows[arrow.to]?.tone ?? "") : undefined}
            style={placeOf(lane, at)}
          >
            <span class="sr-only">{lanes[lane]?.title}: </span>
            {text}
          </li>
        ))}
        {arrow !== null && <Arrow {...arrow} rows={rows} />}
      </ol>
    </div>
  );
}

function Arrow({ from, to, rows }: { from: number; to: number; rows: readonly LaneRow[] }): VNode {
  const [start = 0, end = 0] = [rows[from]?.lane, rows[to]?.lane];
  const [left, right] = [Math.min(start, end), Math.max(start, end)];
  return (
    <li
      aria-hidden="true"
      class={`lanes-arrow ${rows[to]?.tone ?? ""} ${start < end ? "lanes-forth" : ""}`}
      style={{ gridRow: `${from + 1} / ${to + 2}`, gridColumn: `${left * 2 + 2} / ${right * 2 + 1}` }}
    >
      <i />
    </li>
  );
}

/** Between two lanes there is a column for arrows. */
function placeOf(lane: number, at: number): { gridRow: number; gridColumn: number } {
  return { gridRow: at + 1, gridColumn: lane * 2 + 1 };
}
