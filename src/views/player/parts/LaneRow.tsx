/** One step in its actor's lane, in a few words, and which eras take another one here. */
import type { VNode } from "preact";
import { stepLabel } from "../../../../models/step_labels.ts";
import type { LineupRow } from "../../../engine/compare/lineup.ts";
import { eraName } from "../eras.ts";
import type { Scene } from "../scene.ts";

interface Props {
  row: LineupRow | undefined;
  scene: Scene;
  actors: readonly string[];
  /** Among the rows of the table. */
  index: number;
  /** Of the step in this kernel's run. */
  number: number;
  /** Kernels of the session that differ here. */
  others: readonly number[];
  when: "past" | "now" | "later";
  /** It meets another step with no lock between them. */
  isBare: boolean;
  /** Its write is what the step in view reads. */
  isCause: boolean;
  select: () => void;
}

export function LaneRow({
  row,
  scene,
  actors,
  index,
  number,
  others,
  when,
  isBare,
  isCause,
  select,
}: Props): VNode | null {
  if (row === undefined) return null;
  const { session, column, isEnd } = scene;
  const cell = row.cells[scene.index] ?? null;
  const isBad = when === "now" && isEnd && column.trace.verdict.kind !== "ok";
  const names = others.map((other) => eraName(session.columns[other]?.era ?? ""));
  return (
    <tr
      aria-rowindex={index + 1}
      aria-current={when === "now" ? "step" : undefined}
      class={[when, isCause && "cause", isBad && "bad", cell === null && "elsewhere"].filter(Boolean).join(" ")}
    >
      <td class="number">{cell === null ? "–" : number}</td>
      {actors.map((each) => (
        <td key={each}>
          {each === row.actor && (
            <button type="button" tabIndex={-1} onClick={select} title={row.step}>
              {cell === null ? "not in this era" : stepLabel(row.step, column.trace.without)}
              {isBare && cell !== null && (
                <span class="bare" title="without a lock">
                  <span aria-hidden="true"> ⚡</span>
                  <span class="sr-only">, without a lock</span>
                </span>
              )}
              {cell?.waits !== undefined && <span class="waits">, waits</span>}
            </button>
          )}
        </td>
      ))}
      <td class="mark">
        {names.length > 0 && (
          <>
            <span aria-hidden="true" title={`${names.join(" and ")} differ${names.length === 1 ? "s" : ""} here`}>
              ≠
            </span>
            <span class="sr-only">another step in {names.join(" and ")}</span>
          </>
        )}
      </td>
    </tr>
  );
}
