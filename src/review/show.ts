/** The shortest order that shows a difference, on the models that are loaded, step by step. */
import { findEra } from "../../models/index.ts";
import { shortening } from "../engine/explore/shortest.ts";
import { finish } from "../engine/explore/slices.ts";
import type { Violation } from "../engine/explore/system.ts";
import { execute } from "../engine/run/execute.ts";
import type { Scenario } from "../engine/scenario/scenario.ts";
import { changesIn } from "../engine/trace/text.ts";
import { tell } from "../engine/verdicts/tell.ts";
import { ANOTHER_END } from "../engine/verdicts/vocabulary.ts";
import { project } from "../engine/verify/projection.ts";
import { ScenarioSystem } from "../engine/verify/scenario_system.ts";
import { inWords } from "../engine/verify/verify.ts";
import type { Way } from "./difference.ts";

export interface Shown {
  scenario: string;
  kernel: string;
  actors: string[];
  choices: number[];
  isShortest: boolean;
  /** How it ends, in a sentence. */
  told: string;
  steps: ShownStep[];
}

export interface ShownStep {
  actor: string;
  step: string;
  /** Kernel functions, outermost first. */
  stack: string[];
  changes: string[];
}

/** `shortens`: looks for the shortest order, which takes time; else the one that was found. */
export function shown(scenario: Scenario, kernel: string, way: Way, { shortens }: { shortens: boolean }): Shown {
  const found = findEra(kernel);
  if (!found) throw new Error(`there is no kernel ${kernel}`);
  const { era, release } = found;
  const system = new ScenarioSystem(scenario, era, release, { without: scenario.without, leaveOut: way.leaveOut });
  const isThis = (wrong: Violation | null, ended: boolean) => {
    if (way.kind !== undefined) return wrong !== null && inWords(wrong).kind === way.kind;
    return wrong === null && ended && JSON.stringify(project(JSON.parse(system.outcome()))) === way.end;
  };
  // What a scenario expects in the end is no part of the system: nobody would find it.
  const hasGoal = (way.kind !== undefined && way.kind !== ANOTHER_END) || way.end !== undefined;
  const least = shortens && hasGoal ? finish(shortening(system, { goal: isThis, atMost: way.choices.length })) : null;
  const choices = least?.choices ?? way.choices;
  const trace = execute(scenario, era, release, {
    choices,
    maxSteps: choices.length,
    check: way.leaveOut.length === 0 && way.kind !== undefined,
  });
  const steps = trace.steps.map((each) => {
    return { actor: each.actor, step: each.step, stack: each.stack, changes: changesIn(each) };
  });
  const told = tell(trace);
  return { scenario: scenario.id, kernel, actors: trace.actors, choices, isShortest: least !== null, told, steps };
}
