/** One run, beside no other: as far as somebody raced, say. */
import { stepText } from "../../../models/steps_without.ts";
import type { Session } from "../../engine/compare/session.ts";
import type { Trace } from "../../engine/trace/trace.ts";
import { fullName } from "./eras.ts";

export function alone(trace: Trace, kernel: string): Session {
  const { steps, without } = trace;
  const column = {
    kernel: fullName(kernel),
    era: trace.era,
    trace,
    taken: [0, ...steps.map((_, at) => at + 1)],
  };
  const rows = steps.map((step) => ({
    actor: step.actor,
    step: step.step,
    what: stepText(step.step, without),
    cells: [step],
  }));
  return { columns: [column], rows, first: null, skipped: [] };
}
