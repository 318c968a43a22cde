/**
 * Where another CPU may run. Kernel code is a generator: `yield "isolate:pin"` ends one step and names the
 * next. What stands between two yields happens at once; nobody sees the middle of it.
 */
import type { StepName } from "../steps.ts";
import type { Addr } from "./memory.ts";

/** A step that can start only when `ready()`: until then the actor sleeps on the word at `on`. */
interface Wait {
  readonly step: StepName;
  ready(): boolean;
  readonly on: Addr;
}

export type Pause = StepName | Wait;
export type Steps<R = void> = Generator<Pause, R, void>;

export function stepName(pause: Pause): StepName {
  return typeof pause === "string" ? pause : pause.step;
}
