/** What is asked of an explorer in a worker. */
import { type EraId, eraIdIn } from "../../../models/index.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { VerifyOptions } from "./verify.ts";

export interface Task {
  scenario: Scenario;
  era: EraId;
  release?: string;
  options?: Omit<VerifyOptions, "now" | "onProgress" | "ignore" | "limit" | "watch">;
}

/** The kernel of a task, by the name that readers know: "mops@6.1". */
export function kernelIn(name: string): Pick<Task, "era" | "release"> {
  const [, release] = name.split("@");
  return { era: eraIdIn(name), ...(release !== undefined && { release }) };
}
