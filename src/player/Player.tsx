/**
 * Steps through a scenario on up to three kernels at once, with one cursor for all. What is selected comes from outside, and every
 * change of it goes there, so that pages, links, races and exercises can embed the player.
 */
import type { VNode } from "preact";
import { open, type Selection } from "./session.ts";

export interface PlayerProps {
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

export function Player({ selection, onSelect }: PlayerProps): VNode {
  const { rows } = open(selection);
  const go = (step: number) => onSelect({ ...selection, step: Math.min(Math.max(step, 0), rows.length) });
  return (
    <section aria-label="Player">
      <button type="button" onClick={() => go(selection.step - 1)}>
        Back
      </button>
      <button type="button" onClick={() => go(selection.step + 1)}>
        Forward
      </button>
      <p aria-live="polite">
        Step {selection.step} of {rows.length}: {rows[selection.step - 1]?.what ?? "nothing has happened yet"}
      </p>
    </section>
  );
}
