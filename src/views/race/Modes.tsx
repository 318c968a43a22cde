/**
 * One scenario, looked at in four ways: watched, raced by hand, tried in every order, and foretold. Like the player it keeps nothing of its own about
 * what is selected. What is not shown at first is only loaded when it is asked for.
 */

import type { ComponentType, VNode } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { must } from "../../engine/must.ts";
import { REFERENCES } from "../../engine/scenario/runnable.ts";
import { Player, type PlayerProps } from "../player/Player.tsx";
import { Guards } from "./Guards.tsx";
import { Kernel } from "./Kernel.tsx";
import type { ModeProps } from "./mode.ts";
import "./parts.css";
import "./race.css";
import "./orders.css";
import "../predict/predict.css";

const MODES = [
  { id: "watch", name: "Watch" },
  { id: "race", name: "Race", load: () => import("./RaceMode.tsx") },
  { id: "orders", name: "Every order", load: () => import("./OrdersMode.tsx") },
  { id: "predict", name: "Predict", load: () => import("../predict/PredictMode.tsx") },
] as const;
type ModeId = (typeof MODES)[number]["id"];

export function Modes({ selection, onSelect, badges = {} }: PlayerProps): VNode {
  const [mode, setMode] = useState<ModeId>("watch");
  const id = useId();
  const tabs = useRef<HTMLDivElement>(null);
  const { scenario, without, choices } = selection;
  const kernel = selection.kernels[0] ?? REFERENCES[0]?.era.id ?? "";
  const move = (by: number) => {
    const at = MODES.findIndex((each) => each.id === mode);
    const to = must(MODES[(at + by + MODES.length) % MODES.length], "such mode");
    setMode(to.id);
    tabs.current?.querySelector<HTMLElement>(`[data-mode=${to.id}]`)?.focus();
  };
  return (
    <div class="modes not-content">
      <div
        ref={tabs}
        class="mode-tabs race-part"
        role="tablist"
        aria-label="Ways to look at it"
        onKeyDown={({ key }) => {
          if (key === "ArrowRight") move(1);
          else if (key === "ArrowLeft") move(-1);
        }}
      >
        {MODES.map((each) => (
          <button
            key={each.id}
            type="button"
            role="tab"
            id={`${id}-${each.id}`}
            data-mode={each.id}
            aria-selected={mode === each.id}
            aria-controls={`${id}-panel`}
            tabIndex={mode === each.id ? 0 : -1}
            onClick={() => setMode(each.id)}
          >
            {each.name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${mode}`} data-era={kernel.split("@")[0]}>
        <Guards
          race={{ scenario, kernel, without }}
          onWithout={(out) => onSelect({ ...selection, without: out, step: 0 })}
        />
        {choices !== null && (
          <p class="race-controls race-part">
            <span>The order of the steps is not the scenario's own.</span>
            <button type="button" onClick={() => onSelect({ ...selection, choices: null, step: 0 })}>
              Back to its own order
            </button>
          </p>
        )}
        {selection.invariants === false && (
          <p class="race-controls race-part">
            <span>Broken invariants don't end this run, so that you see the damage they lead to.</span>
            <button type="button" onClick={() => onSelect({ ...selection, invariants: true, step: 0 })}>
              Stop at the first broken invariant
            </button>
          </p>
        )}
        {mode === "watch" ? (
          <Player selection={selection} onSelect={onSelect} badges={badges} />
        ) : (
          <>
            <Kernel
              kernel={kernel}
              scenario={scenario}
              onKernel={(name) => onSelect({ ...selection, kernels: [name] })}
            />
            <Loaded key={mode} mode={mode} props={{ selection, kernel, onSelect, onMode: setMode }} />
          </>
        )}
      </div>
    </div>
  );
}

function Loaded({ mode, props }: { mode: Exclude<ModeId, "watch">; props: ModeProps }): VNode {
  const [Mode, setMode] = useState<ComponentType<ModeProps> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const found = MODES.find(({ id }) => id === mode);
    if (found && "load" in found)
      found.load().then(
        ({ default: loaded }) => setMode(() => loaded),
        () => setFailed(true),
      );
  }, [mode]);
  if (Mode !== null) return <Mode {...props} />;
  return <p aria-live="polite">{failed ? "This part could not be loaded. Is there a connection?" : "Loading …"}</p>;
}
