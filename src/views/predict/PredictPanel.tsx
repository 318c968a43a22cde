/** Predict: the next step is hidden until its questions are answered; what the model did is the judge. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { happened } from "../../engine/walk/words.ts";
import { explain } from "../../knowledge/predict/explain.ts";
import { questionsFor } from "../../knowledge/predict/questions.ts";
import type { PanelProps } from "../player/props.ts";
import { Screen } from "../player/Screen.tsx";
import { type Scene, targetsOf } from "../player/scene.ts";
import { useSession } from "../player/useSession.ts";
import { Ask } from "./Ask.tsx";
import { Shown } from "./Shown.tsx";
import "./predict.css";

export default function PredictPanel(props: PanelProps): VNode {
  const { selection, onSelect } = props;
  const asked = useSession(selection);
  const go = (step: number) => onSelect({ ...selection, step });
  return (
    <Screen
      {...{ ...props, asked, go }}
      step={selection.step}
      onlyBack
      badge="Your guess"
      aside={{
        name: "Predict",
        of: (scene) => (
          <div class="race race-part">
            {scene && (
              <Questions scene={scene} go={go} onWatch={(step) => onSelect({ ...selection, panel: "watch", step })} />
            )}
          </div>
        ),
      }}
    />
  );
}

interface Props {
  scene: Scene;
  go: (step: number) => void;
  onWatch: (step: number) => void;
}

function Questions({ scene, go, onWatch }: Props): VNode {
  const [{ right, asked }, setScore] = useState({ right: 0, asked: 0 });
  const { trace } = scene.column;
  const at = scene.moment.taken;
  /** Questions of this step that have an answer. */
  const [done, setDone] = useState({ of: trace, at: -1, count: 0 });
  const questions = questionsFor(trace, at);
  const count = done.of === trace && done.at === at ? done.count : 0;
  const step = trace.steps[at];
  const question = questions[count];
  const next = targetsOf(scene).forward ?? scene.step;
  return (
    <>
      <p class="predict-score">
        Step {Math.min(at + 1, trace.steps.length)} of {trace.steps.length}.{" "}
        {asked > 0 && `${right} of ${asked} right so far.`}
      </p>
      {step === undefined && <p class="race-verdict">This is the end. Start over to predict it from the first step.</p>}
      {question && (
        <Ask
          key={`${at} ${count}`}
          question={question}
          explain={(chosen) => explain(trace, at, question, chosen)}
          takesFocus={asked > 0}
          onAnswer={(isRight) => setScore({ right: right + (isRight ? 1 : 0), asked: asked + 1 })}
          onNext={() => setDone({ of: trace, at, count: count + 1 })}
        />
      )}
      {step && !question && (
        <Shown key={at} what={happened(step, trace.without)} onNext={() => go(next)} onWatch={() => onWatch(next)} />
      )}
      <div class="race-controls">
        <button type="button" aria-disabled={at === 0} onClick={() => at > 0 && go(0)}>
          Start over
        </button>
      </div>
    </>
  );
}
