/** The reader puts checks back, and the explorer tries every order. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { EraId } from "../../../models/era.ts";
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import { startExplorer } from "../../engine/verify/start.ts";
import type { Verification } from "../../engine/verify/verify.ts";
import type { Work } from "../../engine/verify/work.ts";
import { walk } from "../../engine/walk/walk.ts";
import { standText } from "../../engine/walk/words.ts";
import { holds } from "../../knowledge/game/judge.ts";
import { useRun } from "../away/useRun.ts";
import { Lanes } from "../lanes/Lanes.tsx";
import { lastArrow, stepRows } from "../lanes/steps.tsx";
import { type LevelProps, Won } from "./Level.tsx";

export function Hold(props: LevelProps & { onWin: (used: number) => void }): VNode {
  const { level, scenario, onWin } = props;
  const [back, setBack] = useState<readonly GuardName[]>([]);
  const { run, begin } = useRun<Work, "verify">(startExplorer, "verify", [scenario, back]);
  const out = level.without.filter((guard) => !back.includes(guard));
  const tryAll = async () => {
    const [era, release] = level.kernel.split("@") as [EraId, string | undefined];
    const found = await begin({ scenario, era, options: { without: out }, ...(release !== undefined && { release }) });
    if (found !== null && holds(found)) onWin(back.length);
  };
  const toggle = (guard: GuardName) =>
    setBack(back.includes(guard) ? back.filter((each) => each !== guard) : [...back, guard]);
  return (
    <>
      <fieldset class="game-checks">
        <legend>Checks to put back</legend>
        {level.without.map((guard) => (
          <label key={guard}>
            <input type="checkbox" checked={back.includes(guard)} onChange={() => toggle(guard)} />{" "}
            <span>
              <code>{guard}</code> {GUARDS[guard].replace(/^[GB]\d+\w*: /, "")}
            </span>
          </label>
        ))}
      </fieldset>
      <p class="game-controls">
        <button type="button" class="game-main" onClick={tryAll}>
          Try every order
        </button>
        <span>
          {back.length} {back.length === 1 ? "check" : "checks"} put back
        </span>
      </p>
      <div role="status" class={run.at === "end" && holds(run.answer) ? "game-told game-won" : "game-told"}>
        {run.at === "work" && <p>Trying …</p>}
        {(run.at === "failed" || run.at === "stopped") && <p>The orders could not be tried in this browser.</p>}
        {run.at === "end" && holds(run.answer) && <Won {...props} used={back.length} />}
      </div>
      {run.at === "end" && !holds(run.answer) && <Broken {...props} out={out} found={run.answer} />}
    </>
  );
}

/** The shortest order that goes wrong. */
function Broken({
  level,
  scenario,
  out,
  found,
}: LevelProps & { out: readonly GuardName[]; found: Verification }): VNode {
  const { counterexample, exploration, message } = found;
  if (counterexample === null) return <p>Not all orders were tried: {exploration.bound ?? message}.</p>;
  const here = walk({ scenario, kernel: level.kernel, without: out }, counterexample.choices);
  return (
    <>
      <p class="game-told">
        <b>Not yet.</b> {standText(here)}
      </p>
      <Lanes
        label="An order that goes wrong"
        lanes={scenario.actors.map(({ name }) => ({ title: name }))}
        rows={stepRows(here.trace, true)}
        arrow={lastArrow(here.trace, true)}
      />
    </>
  );
}
