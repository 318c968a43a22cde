/** The reader is the scheduler, and looks for an order that goes wrong. */
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import { stepText } from "../../../models/steps_without.ts";
import { type Move, movesFrom } from "../../engine/walk/moves.ts";
import { walk } from "../../engine/walk/walk.ts";
import { standText, waitText } from "../../engine/walk/words.ts";
import { isBroken, switchesIn } from "../../knowledge/game/judge.ts";
import { Lanes } from "../lanes/Lanes.tsx";
import { lastArrow, stepRows } from "../lanes/steps.tsx";
import type { LevelProps } from "./props.ts";
import { Stage } from "./Stage.tsx";
import { Won } from "./Won.tsx";

export function Break(props: LevelProps & { onWin: (used: number) => void }): VNode {
  const { level, scenario, onWin } = props;
  const { kernel, without } = level;
  const [choices, setChoices] = useState<readonly number[]>([]);
  const here = useMemo(() => walk({ scenario, kernel, without }, choices), [choices]);
  const moves = useMemo(() => movesFrom(here), [here]);
  const used = switchesIn(choices);
  const broken = isBroken(here);
  const go = (to: readonly number[]) => {
    const there = walk({ scenario, kernel, without }, to);
    if (isBroken(there)) onWin(switchesIn(to));
    setChoices(to);
  };
  const bar = (
    <>
      <div class="game-moves">
        {moves.map((move) => (
          <Actor
            key={move.actor}
            move={move}
            over={here.verdict !== null}
            onStep={() => go([...choices, move.number])}
          />
        ))}
      </div>
      <p class="game-controls">
        <button type="button" aria-disabled={choices.length === 0} onClick={() => go(choices.slice(0, -1))}>
          Undo
        </button>
        <button type="button" aria-disabled={choices.length === 0} onClick={() => go([])}>
          Start over
        </button>
        <span>
          {used} {used === 1 ? "switch" : "switches"} so far
        </span>
      </p>
    </>
  );
  const told = (
    <>
      {here.verdict !== null && <p>{standText(here)}</p>}
      {here.verdict !== null && !broken && (
        <p>That was harmless. Take a few steps back, and let another one go first.</p>
      )}
      {broken && <Won {...props} used={used} />}
    </>
  );
  return (
    <Stage {...props} bar={bar} told={told} won={broken} name="Steps" length={choices.length}>
      {choices.length > 0 && (
        <Lanes
          label="Steps taken"
          lanes={scenario.actors.map(({ name }) => ({ title: name }))}
          rows={stepRows(here.trace, broken)}
          arrow={lastArrow(here.trace, broken)}
        />
      )}
    </Stage>
  );
}

function Actor({ move, over, onStep }: { move: Move; over: boolean; onStep: () => void }): VNode {
  const { actor, step, waits, would } = move;
  return (
    <div class="game-actor">
      <button type="button" aria-disabled={would === null} onClick={() => would && onStep()}>
        Let {actor} take a step
      </button>
      <p>
        {step === null
          ? "It is done."
          : waits !== null
            ? `It ${waitText(waits)}.`
            : over
              ? "The run is over."
              : `${stepText(step, [])}.`}
      </p>
    </div>
  );
}
