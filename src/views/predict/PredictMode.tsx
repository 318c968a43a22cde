/** The next step is hidden until its questions are answered; what the model did is the judge. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { wordOf } from "../../engine/verdicts/vocabulary.ts";
import { happened } from "../../engine/walk/words.ts";
import { questionsFor } from "../../knowledge/predict/questions.ts";
import { Waiting } from "../away/Waiting.tsx";
import { useSession } from "../player/useSession.ts";
import { MachineNow } from "../race/MachineNow.tsx";
import type { ModeProps } from "../race/mode.ts";
import { Ask } from "./Ask.tsx";
import { Shown } from "./Shown.tsx";

export default function PredictMode({ selection, kernel, onSelect, onMode }: ModeProps): VNode {
  const [{ right, asked }, setScore] = useState({ right: 0, asked: 0 });
  /** Questions of this step that have an answer. */
  const [done, setDone] = useState({ at: -1, count: 0 });
  const session = useSession({ ...selection, kernels: [kernel] });
  if (session.answer === null) return <Waiting asked={session} />;
  const { columns, skipped } = session.answer;
  const [column] = columns;
  if (column === undefined) return <p class="race-verdict">This cannot be run: {skipped[0]?.why}.</p>;
  const { trace } = column;
  const at = Math.min(selection.step, trace.steps.length);
  const questions = questionsFor(trace, at);
  const count = done.at === at ? done.count : 0;
  const step = trace.steps[at];
  const question = questions[count];
  const go = (to: number) => onSelect({ ...selection, kernels: [kernel], step: to });
  const before = trace.steps[at - 1];
  return (
    <div class="race race-part">
      <p class="predict-score">
        Step {Math.min(at + 1, trace.steps.length)} of {trace.steps.length}.{" "}
        {asked > 0 && `${right} of ${asked} right so far.`}
      </p>
      <p>{before ? `So far: ${happened(before, trace.without)}` : "Nothing has happened yet."}</p>
      <MachineNow trace={trace} kernel={kernel} steps={at} />
      {step === undefined && (
        <p class="race-verdict">
          This is the end: {wordOf(trace.verdict)}. Start over to predict it from the first step.
        </p>
      )}
      {question && (
        <Ask
          key={`${at} ${count}`}
          question={question}
          takesFocus={asked > 0}
          onAnswer={(isRight) => setScore({ right: right + (isRight ? 1 : 0), asked: asked + 1 })}
          onNext={() => setDone({ at, count: count + 1 })}
        />
      )}
      {step && !question && (
        <Shown
          key={at}
          what={happened(step, trace.without)}
          onNext={() => go(at + 1)}
          onWatch={() => {
            go(at + 1);
            onMode("watch");
          }}
        />
      )}
      <div class="race-controls">
        <button type="button" aria-disabled={at === 0} onClick={() => at > 0 && go(0)}>
          Start over
        </button>
      </div>
    </div>
  );
}
