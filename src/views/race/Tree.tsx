/** All ways that were tried. What follows without a fork stands in one line; each way on from a fork is an item below it. */

import type { VNode } from "preact";
import { must } from "../../engine/must.ts";
import { wordOf } from "../../engine/verdicts/vocabulary.ts";
import { type Piece, same } from "../../engine/walk/tree.ts";

interface Props {
  pieces: readonly Piece[];
  actors: readonly string[];
  here: readonly number[];
  onGo: (choices: readonly number[]) => void;
}

export function Tree(props: Props): VNode | null {
  const { pieces } = props;
  if (pieces.length === 0) return null;
  const ways = leaves(pieces);
  return (
    <section aria-label="Tried so far">
      <h2>Tried so far: {ways === 1 ? "one way" : `${ways} ways`}</h2>
      <Fork {...props} />
    </section>
  );
}

function Fork({ pieces, ...rest }: Props): VNode {
  return (
    <ul class="race-tree">
      {pieces.map((piece) => (
        <li key={piece.actor}>
          <Line piece={piece} {...rest} />
        </li>
      ))}
    </ul>
  );
}

function Line({ piece, ...rest }: Omit<Props, "pieces"> & { piece: Piece }): VNode {
  const line = [piece];
  for (let last = piece; last.next.length === 1; ) {
    last = must(last.next[0], "piece after it");
    line.push(last);
  }
  const end = must(line.at(-1), "last piece");
  return (
    <>
      {line.map(({ actor, steps, choices }) => (
        <button
          key={choices.length}
          type="button"
          aria-current={same(choices, rest.here) ? "step" : undefined}
          title={`${steps.join(", ")}: go to the moment after it`}
          onClick={() => rest.onGo(choices)}
        >
          <span class="race-number">{actor + 1}</span> {rest.actors[actor]}
          {steps.length > 1 && ` ×${steps.length}`}
        </button>
      ))}
      {end.verdict !== null && (
        <strong class={end.verdict.kind === "ok" ? "race-end" : "race-end race-bad"}>{wordOf(end.verdict)}</strong>
      )}
      {end.next.length > 0 && <Fork pieces={end.next} {...rest} />}
    </>
  );
}

function leaves(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { next }) => sum + (next.length === 0 ? 1 : leaves(next)), 0);
}
