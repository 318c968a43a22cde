/**
 * One question with its answers. A wrong one is explained, and the next guess costs a hint: only who has read it may answer again. Who has ruled out
 * all the others by guessing has not passed.
 */
import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import type { Choice, Judgement } from "../../knowledge/onboarding/judge.ts";
import { Lanes } from "../lanes/Lanes.tsx";
import { lastArrow, stepRows } from "../lanes/steps.tsx";

interface Props {
  choice: Choice;
  because: string;
  /** "check 1". */
  of: string;
  /** Was it passed before? */
  passed: boolean;
  onPass?: () => void;
}

const NOTHING = { wrong: [], hints: 0, chosen: null, judged: null };
interface State {
  /** Answers that are ruled out. */
  wrong: readonly number[];
  /** Hints that have been read. */
  hints: number;
  chosen: number | null;
  judged: Judgement | null;
}

export function Choose({ choice, because, of, passed, onPass }: Props): VNode {
  const { ask, options, hints, judge } = choice;
  const [state, setState] = useState<State>(NOTHING);
  const { wrong, chosen, judged } = state;
  const name = useId();
  const owes = wrong.length > state.hints;
  const isOver = wrong.length >= options.length - 1;
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen === null) return setState({ ...state, judged: { right: false, told: "Choose an answer first." } });
    const judgement = judge(chosen);
    setState({ ...state, judged: judgement, ...(!judgement.right && { wrong: [...wrong, chosen], chosen: null }) });
    if (judgement.right) onPass?.();
  };
  return (
    <form onSubmit={submit}>
      <Run choice={choice} of={of} />
      <fieldset disabled={owes}>
        <legend>{ask}</legend>
        {options.map((option, at) => (
          <label key={option} class={wrong.includes(at) ? "ruled-out" : undefined}>
            <input
              type="radio"
              name={name}
              checked={chosen === at}
              disabled={wrong.includes(at)}
              onChange={() => setState({ ...state, chosen: at, judged: null })}
            />{" "}
            {option}
          </label>
        ))}
      </fieldset>
      <div role="status">
        {judged === null && passed && <p>Passed before.</p>}
        {judged !== null && (
          <p class={judged.right ? "right" : "wrong"}>
            {judged.told} {judged.right && because}
          </p>
        )}
        {isOver && <p>That was the last wrong answer, so this one doesn’t count. {because}</p>}
        {hints.slice(0, state.hints).map((hint, at) => (
          <p key={hint}>
            <b>Hint {at + 1}.</b> {hint}
          </p>
        ))}
      </div>
      {isOver ? (
        <button type="button" onClick={() => setState(NOTHING)}>
          Ask me again
        </button>
      ) : owes ? (
        <button type="button" onClick={() => setState({ ...state, hints: wrong.length })}>
          Read a hint, then try again
        </button>
      ) : (
        <button type="submit">{onPass ? "Check" : "Was I right?"}</button>
      )}
    </form>
  );
}

/** As far as it is shown: to the step that is asked about, or to its end. */
function Run({ choice: { shown, isWhole, ending }, of }: { choice: Choice; of: string }): VNode {
  if (shown.steps.length === 0) return <p>Nothing has happened yet.</p>;
  return (
    <>
      <section class="run-shown" aria-label={`${isWhole ? "The run" : "The run up to here"}, ${of}`} tabIndex={0}>
        <Lanes
          label={isWhole ? "The run" : `The run up to here, ${shown.steps.length} steps`}
          lanes={shown.actors.map((title) => ({ title }))}
          rows={stepRows(shown, isWhole, !isWhole)}
          arrow={lastArrow(shown, isWhole)}
        />
      </section>
      {ending !== null && <p>{ending}</p>}
    </>
  );
}
