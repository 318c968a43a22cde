/** Where there is room for one column: which one. Hidden where there is room for all. */
import type { VNode } from "preact";
import type { Column } from "../../../engine/compare/session.ts";

interface Props {
  columns: readonly Column[];
  shown: number;
  setShown: (index: number) => void;
}

export function EraTabs({ columns, shown, setShown }: Props): VNode | null {
  if (columns.length < 2) return null;
  return (
    <fieldset class="tabs" aria-label="Era to look at">
      {columns.map(({ kernel, era }, index) => (
        <button
          key={kernel}
          type="button"
          data-era={era}
          aria-pressed={index === Math.min(shown, columns.length - 1)}
          onClick={() => setShown(index)}
        >
          {kernel}
        </button>
      ))}
    </fieldset>
  );
}
