/** A kata: mark a line, say what breaks, take a hint, and have the explorer judge it. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Fragment } from "../../knowledge/inline.ts";
import type { Patched } from "../../knowledge/katas/findings.ts";
import type { Kata } from "../../knowledge/katas/kata.ts";
import type { PatchFunction } from "../../knowledge/katas/patch.ts";
import { Answer, type Groups } from "./Answer.tsx";
import { Marks, NO_LINE } from "./Marks.tsx";
import { keep } from "./progress.ts";
import { Told } from "./Told.tsx";
import { useJudge } from "./useJudge.ts";
import "./kata.css";

interface Props {
  kata: Pick<Kata, "id" | "blame">;
  patch: Patched;
  functions: PatchFunction[];
  answers: Groups;
  hints: Fragment[][];
}

export function KataForm({ kata, patch, functions, answers, hints }: Props): VNode {
  const [marked, setMarked] = useState("");
  const [answer, setAnswer] = useState("");
  const [shown, setShown] = useState(0);
  const { grading, check, cancel, forget } = useJudge(patch, kata.blame);
  const isReady = marked !== "" && answer !== "";
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!isReady || grading.at === "work") return;
    const [at = 0, hunk = 0, line = 0] = marked.split(".").map(Number);
    const found = marked === NO_LINE ? undefined : functions[at];
    const place = found?.hunks[hunk]?.[line];
    const judged = await check({ line: found && place ? { ...place, function: found.name } : null, answer });
    if (judged === null) return;
    keep(kata.id, judged.grade.right);
  };
  return (
    <form class="kata not-content" data-era={patch.patched.split("@")[0]} onSubmit={submit}>
      <Marks
        functions={functions}
        marked={marked}
        onMark={(mark) => {
          setMarked(mark);
          forget();
        }}
      />
      <Answer
        groups={answers}
        answer={answer}
        onAnswer={(chosen) => {
          setAnswer(chosen);
          forget();
        }}
      />
      <div class="kata-controls">
        <button type="submit" class="kata-main" aria-disabled={!isReady || grading.at === "work"}>
          Check
        </button>
        <button type="button" aria-disabled={grading.at !== "work"} onClick={cancel}>
          Cancel
        </button>
        <button
          type="button"
          aria-disabled={shown === hints.length}
          onClick={() => setShown(Math.min(shown + 1, hints.length))}
        >
          {shown === 0 ? "Give me a hint" : `Another hint (${hints.length - shown} left)`}
        </button>
      </div>
      <ol class="kata-hints" aria-live="polite">
        {hints.slice(0, shown).map((hint, at) => (
          <li key={at}>{hint.map(({ kind, text }) => (kind === "text" ? text : <code key={text}>{text}</code>))}</li>
        ))}
      </ol>
      <div aria-live="polite">
        {!isReady && grading.at === "rest" && (
          <p class="kata-note">Mark a line, or that there is none, and choose what goes wrong.</p>
        )}
        <Told grading={grading} />
      </div>
    </form>
  );
}
