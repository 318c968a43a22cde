/** The machine as it is after so many steps, where there is no screen around it. Who does what next is not said. */
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Walk } from "../../engine/walk/walk.ts";
import { alone } from "../player/alone.ts";
import { Machine } from "../player/parts/Machine.tsx";
import { sceneOf } from "../player/scene.ts";
import "../player/player.css";

export function MachineNow({ here, go }: { here: Walk; go: (steps: number) => void }): VNode | null {
  const { trace, race } = here;
  const [asked, ask] = useState<{ word: string; back: number } | null>(null);
  const session = useMemo(() => alone(trace, race.kernel), [trace, race.kernel]);
  const { scenario, without } = race;
  const selection = { scenario, without, kernels: [race.kernel], choices: here.choices, step: trace.steps.length };
  const scene = sceneOf(selection, session, 0, trace.steps.length, here.verdict === null);
  if (scene === null) return null;
  const asking = {
    word: asked?.word ?? null,
    back: asked?.back ?? 0,
    ask: (word: string) => ask({ word, back: asked?.word === word ? asked.back + 1 : 0 }),
  };
  return (
    <div class="debugger race-machine" data-era={trace.era}>
      <Machine {...{ scene, asking, go }} />
    </div>
  );
}
