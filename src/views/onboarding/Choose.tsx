/** One question with its answers, to be tried until one is right. Which it is, is not told before. */
import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import type { Choice, Judgement } from "../../knowledge/onboarding/judge.ts";

interface Props {
  choice: Choice;
  because: string;
  /** Was it passed before? */
  passed: boolean;
  onPass?: () => void;
}

const NOTHING = "Nothing has happened yet";

export function Choose({ choice, because, passed, onPass }: Props): VNode {
  const { ask, options, shown, isWhole, judge } = choice;
  const [chosen, setChosen] = useState<number | null>(null);
  const [judged, setJudged] = useState<Judgement | null>(null);
  const name = useId();
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen === null) return setJudged({ right: false, told: "Choose an answer first." });
    const judgement = judge(chosen);
    setJudged(judgement);
    if (judgement.right) onPass?.();
  };
  return (
    <form onSubmit={submit}>
      <details open={isWhole}>
        <summary>
          {isWhole ? "The run" : shown.length === 0 ? NOTHING : `The run up to here, ${shown.length} steps`}
        </summary>
        <ol class="shown">
          {shown.map((text, at) => (
            <li key={at}>{text}</li>
          ))}
        </ol>
      </details>
      <fieldset>
        <legend>{ask}</legend>
        {options.map((option, at) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              checked={chosen === at}
              onChange={() => {
                setChosen(at);
                setJudged(null);
              }}
            />{" "}
            {option}
          </label>
        ))}
      </fieldset>
      <button type="submit">{onPass ? "Check" : "Was I right?"}</button>
      <p role="status" class={judged === null ? "" : judged.right ? "right" : "wrong"}>
        {judged === null ? passed && "Passed before." : `${judged.told} ${judged.right ? because : ""}`}
      </p>
    </form>
  );
}
