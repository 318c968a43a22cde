/** A question before the run is looked at. Nothing is kept of it. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { choiceOf } from "../../knowledge/onboarding/judge.ts";
import type { QuestionTask } from "../../knowledge/onboarding/task.ts";
import type { Shown } from "../code/ShownCode.tsx";
import { Beside } from "./Beside.tsx";
import { Choose } from "./Choose.tsx";
import "./onboarding.css";

export function Predict({ task, code }: { task: QuestionTask; code: Shown | null }): VNode {
  const choice = useMemo(() => choiceOf(task), [task]);
  return (
    <div class="checks not-content">
      <section class="check" aria-label="Predict" data-era={task.kernel.split("@")[0]}>
        <Beside code={code} of="to predict">
          <Choose choice={choice} because={task.because} passed={false} of="to predict" />
        </Beside>
      </section>
    </div>
  );
}
