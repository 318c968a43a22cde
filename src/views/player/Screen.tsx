/**
 * The one screen: verdict, lanes (or what a panel has in their place), code, machine and controls, all in sight at once on a desk, and to be
 * swiped on a phone. Every change of what is selected goes outside.
 */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { MemoryModel } from "../../../models/machine/config.ts";
import type { Selection, Session } from "../../engine/compare/session.ts";
import type { Bare } from "../../engine/races/bare.ts";
import { memoryOf, onMemory } from "../../engine/scenario/on_memory.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { Asked } from "../away/useAway.ts";
import { Waiting } from "../away/Waiting.tsx";
import { Swipe } from "../swipe/Swipe.tsx";
import { fullName } from "./eras.ts";
import { type GuardSwitches, toggled } from "./guards.ts";
import { Bar } from "./parts/Bar.tsx";
import { Code } from "./parts/Code.tsx";
import { Controls } from "./parts/Controls.tsx";
import { EraTabs } from "./parts/EraTabs.tsx";
import { Kernels } from "./parts/Kernels.tsx";
import { Keys } from "./parts/Keys.tsx";
import { Machine } from "./parts/Machine.tsx";
import { Memory } from "./parts/Memory.tsx";
import { Unlocked } from "./parts/Unlocked.tsx";
import { Verdict } from "./parts/Verdict.tsx";
import type { DebuggerProps } from "./props.ts";
import { othersAt, type Scene, sceneOf } from "./scene.ts";
import { useBare } from "./useBare.ts";
import { useStepping } from "./useStepping.ts";
import "./player.css";
import "./screen.css";

const PANELS = ["Steps", "Code", "Memory"];

export interface ScreenProps extends DebuggerProps {
  /** The kernel in view, as the selection names it. */
  kernel: string;
  asked: Asked<Session>;
  /** Rows taken. */
  step: number;
  go: (step: number) => void;
  /** What comes is not to be seen: there are steps back alone. */
  onlyBack?: boolean;
  /** The run was made as far as it is shown, and is not over. */
  goesOn?: boolean;
  badge?: string;
  /** What stands in the place of the lanes, and its name. */
  aside: { name: string; of: (scene: Scene | null, bare: readonly Bare[]) => VNode };
}

/** Whoever takes steps there is another, so an order of before is none. */
function onItsMemory(scenario: Scenario, memory: MemoryModel): Partial<Selection> {
  return { scenario: onMemory(scenario, memory), choices: null, step: 0 };
}

export function Screen(props: ScreenProps): VNode {
  const {
    selection,
    onSelect,
    kernel,
    asked,
    step,
    go,
    onlyBack = false,
    goesOn = false,
    badge = null,
    aside,
    badges = {},
    choosesMemory = false,
  } = props;
  const { scenario } = selection;
  const memory = memoryOf(scenario);
  const session = asked.answer;
  const index = session?.columns.findIndex((column) => column.kernel === fullName(kernel)) ?? -1;
  const scene = session && sceneOf(selection, session, index, step, goesOn);
  const [wantsBare, wantBare] = useState(false);
  const bare = useBare(scene || null, wantsBare);
  const [word, ask] = useState<{ word: string; back: number } | null>(null);
  useEffect(() => ask((before) => before && { ...before, back: 0 }), [step, kernel]);
  const dialog = useRef<HTMLDialogElement>(null);
  const stepping = useStepping({
    scene,
    word: word?.word ?? null,
    go,
    onlyBack,
    help: () => dialog.current?.showModal(),
  });
  const asking = {
    word: word?.word ?? null,
    back: word?.back ?? 0,
    ask: (next: string) => ask(word?.word === next ? { word: next, back: word.back + 1 } : { word: next, back: 0 }),
  };
  // What was found is about these kernels and guards.
  const change = (what: Partial<Selection>) => onSelect({ ...selection, ...what, searched: false });
  const guards: GuardSwitches = {
    without: selection.without,
    fixed: scenario.without,
    toggle: (guard) => change({ without: toggled(selection.without, guard) }),
  };
  const why = session?.skipped.find((each) => fullName(each.kernel) === fullName(kernel))?.why;
  return (
    <section
      class="debugger not-content"
      aria-label="Debugger"
      data-era={kernel.split("@")[0]}
      style={{ "--actors": scenario.actors.length }}
      onKeyDown={stepping.onKeyDown}
    >
      <Bar {...props} onWithout={(without) => change({ without })} />
      {scene ? (
        <Verdict scene={scene} badge={badge} held={badges[scene.column.kernel]} isQuiet={stepping.autoplay.playing} />
      ) : (
        <section class="verdict plain" aria-label="Verdict">
          <div class="said">
            {why !== undefined && (
              <p class="sentence">
                Not on <code>{kernel}</code>: {why}.
              </p>
            )}
            <Waiting asked={asked} />
          </div>
        </section>
      )}
      <Swipe names={PANELS}>
        <section class="aside-panel" aria-label={aside.name} tabIndex={-1}>
          {aside.of(scene || null, bare?.answer ?? [])}
        </section>
        {scene ? <Code scene={scene} guards={guards} /> : <section class="code" aria-label="Code" />}
        {scene ? (
          <Machine {...{ scene, asking, go }}>
            {!onlyBack && <Unlocked {...{ scene, bare, go }} want={wantBare} />}
          </Machine>
        ) : (
          <section class="machine" aria-label="Machine" />
        )}
      </Swipe>
      <Controls
        position={scene?.moment.taken ?? 0}
        count={scene?.column.trace.steps.length ?? 0}
        targets={stepping.targets}
        act={stepping.act}
        seek={onlyBack ? null : (position) => go(scene?.column.taken.indexOf(position) ?? 0)}
        autoplay={onlyBack ? null : stepping.autoplay}
      >
        <EraTabs
          kernels={selection.kernels}
          inView={kernel}
          differing={scene ? othersAt(scene).map((other) => scene.session.columns[other]?.kernel ?? "") : []}
          look={(inView) => change({ inView })}
        />
        <Kernels
          kernels={selection.kernels}
          choose={(kernels) => change({ kernels })}
          memory={memory === "sc" ? "" : ` on ${memory}`}
        >
          {choosesMemory && <Memory scenario={scenario} choose={(model) => change(onItsMemory(scenario, model))} />}
        </Kernels>
      </Controls>
      <Keys dialog={dialog} />
    </section>
  );
}
