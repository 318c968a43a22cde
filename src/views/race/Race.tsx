/** The reader is the scheduler: who takes the next step, what it would do, why another one waits, and all ways that were tried. */
import type { VNode } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { GuardName } from "../../../models/guards.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { Move } from "../../engine/walk/moves.ts";
import { piecesOf, type Tried, withWay } from "../../engine/walk/tree.ts";
import type { Walk } from "../../engine/walk/walk.ts";
import { happened, standText } from "../../engine/walk/words.ts";
import { Waiting } from "../away/Waiting.tsx";
import { MachineNow } from "./MachineNow.tsx";
import { MoveCard } from "./MoveCard.tsx";
import { Path } from "./Path.tsx";
import { Tree } from "./Tree.tsx";
import { useWalk } from "./useWalk.ts";
import "../panels.css";
import "./race.css";

interface Props {
  scenario: Scenario;
  kernel: string;
  without: readonly GuardName[];
  choices: readonly number[];
  onChoices: (choices: number[]) => void;
}

/** The race with its machine, where there is no screen around it. */
export function Race({ scenario, kernel, without, choices, onChoices }: Props): VNode {
  const asked = useWalk({ scenario, kernel, without }, choices);
  return (
    <>
      <Waiting asked={asked} />
      {asked.answer !== null && (
        <>
          <Moves {...asked.answer} onChoices={onChoices} isOld={asked.pending} />
          <MachineNow here={asked.answer.here} go={(steps) => onChoices(choices.slice(0, steps))} />
        </>
      )}
    </>
  );
}

interface Stands {
  here: Walk;
  moves: readonly Move[];
  onChoices: (choices: number[]) => void;
  /** Shows the run as far as it was chosen, where there is a player. */
  onWatch?: () => void;
  /** The answer to the last choice is not there yet. */
  isOld: boolean;
}

/** Who takes the next step, the steps taken, and all ways that were tried. */
export function Moves({ onChoices, onWatch, here, moves, isOld }: Stands): VNode {
  const { kernel, without, invariants } = here.race;
  const [tried, setTried] = useState<{ of: string; tree: readonly Tried[] }>({ of: "", tree: [] });
  const of = JSON.stringify([kernel, without, invariants]);
  const tree = useMemo(() => withWay(tried.of === of ? tried.tree : [], here), [tried, of, here]);
  const go = (to: readonly number[]) => {
    if (isOld) return;
    setTried({ of, tree });
    onChoices([...to]);
  };
  const choose = (actor: number) => {
    if (moves[actor]?.would) go([...here.choices, actor]);
  };
  const undo = () => {
    if (here.choices.length > 0) go(here.choices.slice(0, -1));
  };
  const root = useRef<HTMLDivElement>(null);
  // Before the next key can come: each key is for the state that the last one led to.
  useLayoutEffect(() => {
    // The tab that led here has the focus still, and nobody wants to look for a place to click before the keys work.
    const area = root.current?.closest<HTMLElement>(".debugger, .modes") ?? root.current;
    const onKeyDown = (event: KeyboardEvent) => {
      const isField = event.target instanceof Element && event.target.closest("select, input, textarea");
      if (isField || event.ctrlKey || event.altKey || event.metaKey) return;
      if (/^[1-9]$/.test(event.key)) choose(Number(event.key) - 1);
      else if (event.key === "u" || event.key === "Backspace") undo();
      else return;
      event.preventDefault();
    };
    area?.addEventListener("keydown", onKeyDown);
    return () => area?.removeEventListener("keydown", onKeyDown);
  });
  const last = here.trace.steps.at(-1);
  const stands = standText(here);
  const bad = here.verdict !== null && here.verdict.kind !== "ok";
  return (
    <div class="race race-part" ref={root}>
      <div aria-live="polite" class="race-told">
        <p>
          {last
            ? `Step ${here.trace.steps.length}. ${happened(last, here.trace.without)}`
            : "Nothing has happened yet. Who goes first?"}
        </p>
        {stands !== null && <p class={bad ? "race-verdict race-bad" : "race-verdict"}>{stands}</p>}
      </div>
      <ul class="race-moves" aria-label="Who takes the next step?">
        {moves.map((move) => (
          <MoveCard
            key={move.actor}
            move={move}
            over={here.verdict !== null}
            without={here.trace.without}
            onChoose={() => choose(move.number)}
          />
        ))}
      </ul>
      <div class="race-controls">
        <button type="button" aria-disabled={here.choices.length === 0} onClick={undo}>
          Undo <kbd>u</kbd>
        </button>
        <button type="button" aria-disabled={here.choices.length === 0} onClick={() => go([])}>
          Start over
        </button>
        {onWatch && (
          <button type="button" aria-disabled={here.choices.length === 0} onClick={onWatch}>
            Watch this run
          </button>
        )}
        <span class="race-hint">
          Keys, while the focus is here: <kbd>1</kbd> to <kbd>{moves.length}</kbd> lets that actor take a step.
        </span>
      </div>
      <Path
        steps={here.trace.steps}
        actors={moves.map(({ actor }) => actor)}
        onGo={(depth) => go(here.choices.slice(0, depth))}
      />
      <Tree
        pieces={piecesOf(tree, here.choices)}
        actors={moves.map(({ actor }) => actor)}
        here={here.choices}
        onGo={go}
      />
    </div>
  );
}
