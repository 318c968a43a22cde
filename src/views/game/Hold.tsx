/** The reader puts checks back, and the explorer tries every order. */

import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { GuardName } from "../../../models/guards.ts";
import { aboutGuard } from "../../engine/guard.ts";
import { startExplorer } from "../../engine/verify/start.ts";
import { kernelIn } from "../../engine/verify/task.ts";
import type { Verification } from "../../engine/verify/verify.ts";
import type { Work } from "../../engine/verify/work.ts";
import { type Walk, walk } from "../../engine/walk/walk.ts";
import { standText } from "../../engine/walk/words.ts";
import { holds } from "../../knowledge/game/judge.ts";
import { useRun } from "../away/useRun.ts";
import { Lanes } from "../lanes/Lanes.tsx";
import { lastArrow, stepRows } from "../lanes/steps.tsx";
import type { LevelProps } from "./props.ts";
import { Stage } from "./Stage.tsx";
import { Won } from "./Won.tsx";

export function Hold(props: LevelProps & { onWin: (used: number) => void }): VNode {
  const { level, scenario, onWin } = props;
  const [back, setBack] = useState<readonly GuardName[]>([]);
  const { run, begin } = useRun<Work, "verify">(startExplorer, "verify", [scenario, back]);
  const out = level.without.filter((guard) => !back.includes(guard));
  const tryAll = async () => {
    const found = await begin({ scenario, ...kernelIn(level.kernel), options: { without: out } });
    if (found !== null && holds(found)) onWin(back.length);
  };
  const toggle = (guard: GuardName) =>
    setBack(back.includes(guard) ? back.filter((each) => each !== guard) : [...back, guard]);
  const bar = (
    <p class="game-controls">
      <button type="button" class="game-main" onClick={tryAll}>
        Try every order
      </button>
      <span>
        {back.length} {back.length === 1 ? "check" : "checks"} put back
      </span>
    </p>
  );
  const held = run.at === "end" && holds(run.answer);
  const told = (
    <>
      {run.at === "work" && <p>Trying …</p>}
      {(run.at === "failed" || run.at === "stopped") && <p>The orders could not be tried in this browser.</p>}
      {run.at === "end" && !held && (
        <p>
          <b>Not yet.</b> {saidOf(props, out, run.answer)}
        </p>
      )}
      {held && <Won {...props} used={back.length} />}
    </>
  );
  return (
    <Stage {...props} bar={bar} told={told} won={held} name="Checks" length={run.at === "end" ? 1 : 0}>
      <fieldset class="game-checks">
        <legend>Checks to put back</legend>
        {level.without.map((guard) => (
          <label key={guard}>
            <input type="checkbox" checked={back.includes(guard)} onChange={() => toggle(guard)} />{" "}
            <span>
              <code>{guard}</code> {aboutGuard(guard)}
            </span>
          </label>
        ))}
      </fieldset>
      {run.at === "end" && !held && <Broken {...props} out={out} found={run.answer} />}
    </Stage>
  );
}

/** The shortest order that goes wrong; null: none was found, and not all were tried. */
function brokenIn({ level, scenario }: LevelProps, without: readonly GuardName[], found: Verification): Walk | null {
  return found.counterexample && walk({ scenario, kernel: level.kernel, without }, found.counterexample.choices);
}

function saidOf(props: LevelProps, out: readonly GuardName[], found: Verification): string {
  const here = brokenIn(props, out, found);
  return here ? String(standText(here)) : `Not all orders were tried: ${found.exploration.bound ?? found.message}.`;
}

function Broken(props: LevelProps & { out: readonly GuardName[]; found: Verification }): VNode | null {
  const here = brokenIn(props, props.out, props.found);
  return (
    here && (
      <Lanes
        label="An order that goes wrong"
        lanes={props.scenario.actors.map(({ name }) => ({ title: name }))}
        rows={stepRows(here.trace, true)}
        arrow={lastArrow(here.trace, true)}
      />
    )
  );
}
