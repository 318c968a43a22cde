/** A race to be lost: the reader looks for an order that goes wrong without a guard, and hands it in. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { type Judgement, judgeOrder } from "../../knowledge/onboarding/judge.ts";
import type { OrderTask } from "../../knowledge/onboarding/task.ts";
import { Race } from "../race/Race.tsx";

interface Props {
  task: OrderTask;
  passed: boolean;
  onPass: () => void;
}

export default function FindOrder({ task, passed, onPass }: Props): VNode {
  const { scenario, kernel, missing, hint, because } = task;
  const [without] = useState([...task.without, missing]);
  const [choices, setChoices] = useState<readonly number[]>([]);
  const [judged, setJudged] = useState<Judgement | null>(null);
  const submit = () => {
    const judgement = judgeOrder(task, choices);
    setJudged(judgement);
    if (judgement.right) onPass();
  };
  return (
    <div class="modes">
      <details>
        <summary>A hint</summary>
        <p>{hint}</p>
      </details>
      <Race
        {...{ scenario, kernel, without, choices }}
        onChoices={(made) => {
          setChoices(made);
          setJudged(null);
        }}
      />
      <button type="button" onClick={submit}>
        Hand in this order
      </button>
      <p role="status" class={judged === null ? "" : judged.right ? "right" : "wrong"}>
        {judged === null ? passed && "Passed before." : `${judged.told} ${judged.right ? because : ""}`}
      </p>
    </div>
  );
}
