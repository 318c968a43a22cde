/** What the run in view reaches without a lock. Asked when a reader wants to know: to watch who meets whom is another run, away from the page. */
import type { Bare } from "../../engine/races/bare.ts";
import { type Asked, useAway } from "../away/useAway.ts";
import type { Scene } from "./scene.ts";

/** Null: nobody wants to know. */
export function useBare(scene: Scene | null, isWanted: boolean): Asked<Bare[]> | null {
  const trace = scene?.column.trace ?? null;
  const asks =
    scene === null || trace === null || !isWanted
      ? null
      : {
          race: { scenario: scene.of.scenario, kernel: scene.column.kernel, without: scene.of.without },
          choices: trace.steps.map(({ actor }) => trace.actors.indexOf(actor)),
        };
  const asked = useAway("bare", asks, [trace, isWanted]);
  return isWanted ? asked : null;
}

/** Those with one side in the step: from 0. */
export function bareAt(all: readonly Bare[], at: number): Bare[] {
  return all.filter(({ early, late }) => early.at === at || late.at === at);
}
