/** One row of the lanes: the step in the column of its actor, and for each run whether it takes it, and takes it alike. */
import type { VNode } from "preact";
import type { Column, Session } from "../../../engine/compare/session.ts";

interface Props {
  row: Session["rows"][number];
  columns: readonly Column[];
  actors: readonly string[];
  number: number;
  differs: boolean;
  isCurrent: boolean;
  select: () => void;
}

export function LaneRow({ row, columns, actors, number, differs, isCurrent, select }: Props): VNode {
  const { actor, step, cells } = row;
  return (
    <tr
      aria-rowindex={number + 1}
      aria-current={isCurrent ? "step" : undefined}
      class={differs ? "differs" : undefined}
    >
      <td class="number">{number}</td>
      {actors.map((each) => (
        <td key={each}>
          {each === actor && (
            <button type="button" tabIndex={-1} onClick={select}>
              {step}
              {cells.some((cell) => cell?.waits !== undefined) && <span class="waits"> waits</span>}
            </button>
          )}
        </td>
      ))}
      {cells.map((cell, index) => {
        const [mark, text] = cell === null ? ["–", "no such step"] : differs ? ["≠", "differs"] : ["●", "alike"];
        return (
          <td class="mark" data-era={columns[index]?.era} key={columns[index]?.kernel}>
            <span aria-hidden="true">{mark}</span>
            <span class="sr-only">{text}</span>
          </td>
        );
      })}
    </tr>
  );
}
