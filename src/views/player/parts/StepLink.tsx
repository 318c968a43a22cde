/** "step 6", which leads there. */
import type { VNode } from "preact";
import type { Scene } from "../scene.ts";

interface Props {
  scene: Scene;
  /** Of the run, from 0. */
  at: number;
  go: (step: number) => void;
}

export function StepLink({ scene, at, go }: Props): VNode {
  const row = scene.column.taken.indexOf(at + 1);
  return (
    <button type="button" class="to-step" onClick={() => go(row)}>
      step {at + 1}
    </button>
  );
}
