/** One question, its answers as buttons, and which was right. */
import type { VNode } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Question } from "../../knowledge/predict/questions.ts";

interface Props {
  question: Question;
  /** Why the option of this number is not right. */
  explain: (chosen: number) => string;
  onAnswer: (right: boolean) => void;
  onNext: () => void;
  /** Another question was there before, and had the focus. */
  takesFocus: boolean;
}

export function Ask({ question, explain, onAnswer, onNext, takesFocus }: Props): VNode {
  const { ask, options, answer } = question;
  const [chosen, setChosen] = useState<number | null>(null);
  const first = useRef<HTMLButtonElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const id = useId();
  // Whoever answers with the keyboard goes on with the keyboard.
  useEffect(() => {
    if (chosen !== null) next.current?.focus();
    else if (takesFocus) first.current?.focus();
  }, [chosen, takesFocus]);
  const choose = (at: number) => {
    if (chosen !== null) return;
    setChosen(at);
    onAnswer(at === answer);
  };
  return (
    <fieldset
      class="predict-ask"
      aria-describedby={id}
      onKeyDown={(event) => {
        const at = Number(event.key) - 1;
        if (!event.ctrlKey && !event.altKey && !event.metaKey && options[at] !== undefined) choose(at);
      }}
    >
      <legend>{ask}</legend>
      <ol>
        {options.map((option, at) => (
          <li key={option}>
            <button
              ref={at === 0 ? first : null}
              type="button"
              aria-disabled={chosen !== null}
              class={chosen === null ? "" : at === answer ? "predict-right" : at === chosen ? "predict-wrong" : ""}
              onClick={() => choose(at)}
            >
              <span class="race-number">{at + 1}</span> {option}
              {chosen !== null && at === answer && <strong> – so it is</strong>}
              {chosen !== null && at === chosen && at !== answer && <strong> – no</strong>}
            </button>
          </li>
        ))}
      </ol>
      <p id={id} aria-live="polite">
        {chosen !== null && (chosen === answer ? "Right." : `No. It is: ${options[answer]}.`)}
        {chosen !== null && chosen !== answer && <span class="predict-why"> {explain(chosen)}</span>}
      </p>
      {chosen !== null && (
        <button ref={next} type="button" class="race-main" onClick={onNext}>
          Go on
        </button>
      )}
    </fieldset>
  );
}
