/** A place in a model as a run comes by it. Apart from what finds places in the text, which takes a compiler: a browser has only to compare. */
import type { TraceStep } from "../../engine/trace/trace.ts";

export interface Where {
  /** A pattern of the step's name. */
  step?: string;
  /** The kernel function. */
  running?: string;
}

/** Does the run come by there? */
export function comesBy(where: readonly Where[], steps: readonly TraceStep[]): boolean {
  return where.some(({ step, running }) => {
    const pattern = new RegExp(step ?? "");
    return steps.some(
      ({ step: name, stack, calls }) =>
        pattern.test(name) &&
        (running === undefined || stack.includes(running) || calls.some(({ enter }) => enter === running)),
    );
  });
}
