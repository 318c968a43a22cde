/** Race: what is chosen stands in the selection, so that a link holds it. */
import type { VNode } from "preact";
import type { ModeProps } from "./mode.ts";
import { Race } from "./Race.tsx";

const NONE: readonly number[] = [];

export default function RaceMode({ selection, kernel, onSelect, onMode }: ModeProps): VNode {
  const { scenario, without, invariants = true, choices } = selection;
  return (
    <Race
      {...{ scenario, kernel, without, invariants }}
      choices={choices ?? NONE}
      onChoices={(made) => onSelect({ ...selection, kernels: [kernel], choices: made, step: made.length })}
      onWatch={() => onMode("watch")}
    />
  );
}
