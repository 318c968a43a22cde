/** A task with all that the browser needs to judge it: the scenario, and the order that goes wrong, which the explorer found. */
import { findEra } from "../../../models/index.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { verify } from "../../engine/verify/verify.ts";
import type { TaskSpec } from "./form.ts";

type Spec<T extends TaskSpec["type"]> = Omit<Extract<TaskSpec, { type: T }>, "scenario"> & { scenario: Scenario };
export type QuestionTask = Spec<"question">;
export type GuardTask = Spec<"guard"> & { choices: readonly number[] };
export type OrderTask = Spec<"order">;
export type Task = QuestionTask | GuardTask | OrderTask;

/** Throws where a guard is not missed. */
export function taskOf(spec: TaskSpec, find: (id: string) => Scenario): Task {
  const scenario = find(spec.scenario);
  if (spec.type !== "guard") return { ...spec, scenario };
  const found = findEra(spec.kernel);
  if (!found) throw new Error(`there is no kernel ${spec.kernel}`);
  const without = [...spec.without, spec.missing];
  const { counterexample } = verify(scenario, found.era, found.release, { without });
  if (!counterexample)
    throw new Error(`nothing goes wrong in ${scenario.id} on ${spec.kernel} without ${spec.missing}`);
  return { ...spec, scenario, choices: counterexample.choices };
}

/** What shows the same in a terminal. */
export function commandFor(spec: TaskSpec): string {
  const removed = spec.type === "question" ? spec.without : [...spec.without, spec.missing];
  const without = removed.map((guard) => ` --without ${guard}`).join("");
  const command = spec.type === "question" ? "run" : "explore";
  return `npm run -s eras -- ${command} ${spec.scenario} --era ${spec.kernel}${without}`;
}
