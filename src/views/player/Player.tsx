/**
 * Steps through a scenario on up to three kernels at once, with one cursor for all. What is selected comes from outside, and every
 * change of it goes there, so that pages, links, races and exercises can embed the player.
 */
import type { ComponentChildren, VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Selection, Session } from "../../engine/compare/session.ts";
import { Waiting } from "../away/Waiting.tsx";
import { type GuardSwitches, toggled } from "./guards.ts";
import { nextChange, nextDifference, wordsOf } from "./jumps.ts";
import { type Action, actionOf } from "./keys.ts";
import { momentOf } from "./moment.ts";
import { Controls } from "./parts/Controls.tsx";
import { EraColumn } from "./parts/EraColumn.tsx";
import { EraTabs } from "./parts/EraTabs.tsx";
import { Keys } from "./parts/Keys.tsx";
import { Lanes } from "./parts/Lanes.tsx";
import { sentence } from "./sentence.ts";
import { useAutoplay } from "./useAutoplay.ts";
import { useSession } from "./useSession.ts";
import "./player.css";

export interface PlayerProps {
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** Beside the name of a kernel: by "mops@6.16". */
  badges?: Readonly<Record<string, ComponentChildren>>;
}

export function Player(props: PlayerProps): VNode {
  const asked = useSession(props.selection);
  return (
    <>
      <Waiting asked={asked} />
      {asked.answer !== null && <Steps {...props} session={asked.answer} />}
    </>
  );
}

function Steps({ selection, onSelect, badges = {}, session }: PlayerProps & { session: Session }): VNode {
  const { rows, columns, skipped } = session;
  const step = Math.min(Math.max(selection.step, 0), rows.length);
  const moments = columns.map((column, index) => momentOf(session, column, step, index));
  const words = wordsOf(session);
  const [chosen, setWord] = useState<string | null>(null);
  const word = chosen !== null && words.includes(chosen) ? chosen : (words[0] ?? null);
  const [shown, setShown] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);

  const go = (to: number | null) => {
    if (to === null) return;
    const bounded = Math.min(Math.max(to, 0), rows.length);
    if (bounded !== selection.step) onSelect({ ...selection, step: bounded });
  };
  const autoplay = useAutoplay(step < rows.length, () => go(step + 1));
  const targets: Record<Exclude<Action, "play" | "help">, number | null> = {
    forward: step < rows.length ? step + 1 : null,
    back: step > 0 ? step - 1 : null,
    first: step > 0 ? 0 : null,
    last: step < rows.length ? rows.length : null,
    "next difference": nextDifference(session, step, 1),
    "previous difference": nextDifference(session, step, -1),
    "next change": word === null ? null : nextChange(session, word, step, 1),
    "previous change": word === null ? null : nextChange(session, word, step, -1),
  };
  const play = () => {
    // From the end it starts over, as players do.
    if (step === rows.length) go(0);
    autoplay.toggle();
  };
  const act = (action: Action) => {
    if (action === "help") dialog.current?.showModal();
    else if (action === "play") play();
    else go(targets[action]);
  };
  const choose = (kernels: string[]) => onSelect({ ...selection, kernels });
  const guards: GuardSwitches = {
    without: selection.without,
    fixed: selection.scenario.without,
    toggle: (guard) => onSelect({ ...selection, without: toggled(selection.without, guard) }),
  };

  return (
    <section
      class="player not-content"
      aria-label="Player"
      onKeyDown={(event) => {
        const action = actionOf(event);
        if (action === null) return;
        event.preventDefault();
        act(action);
      }}
    >
      <Controls {...{ step, targets, act, go, word, words, setWord, autoplay }} count={rows.length} />
      <p class="sentence" aria-live={autoplay.playing ? "off" : "polite"}>
        {sentence(session, step, moments)}
      </p>
      <Lanes {...{ session, step, go }} />
      <EraTabs {...{ columns, shown, setShown }} />
      <div class={`columns of-${columns.length}`}>
        {moments.map((moment, index) => (
          <EraColumn
            key={index}
            {...{ moment, choose, index, guards }}
            kernels={columns.map(({ kernel }) => kernel)}
            badge={badges[moment.column.kernel]}
            isShown={index === Math.min(shown, columns.length - 1)}
          />
        ))}
      </div>
      {skipped.map(({ kernel, why }) => (
        <p class="aside" key={kernel}>
          Not on <code>{kernel}</code>: {why}.
        </p>
      ))}
      <Keys dialog={dialog} />
    </section>
  );
}
