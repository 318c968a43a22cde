/** An order as a file writes it down. Patterns and bugs have one too, and a worker that runs them has no reader of files. */
import type { StepName } from "../../../models/steps.ts";
import type { Order } from "./scenario.ts";
import type { ScenarioFile } from "./schema.ts";

/** `place`: of the key of a switch, which errors name. */
export function orderOf(
  order: NonNullable<ScenarioFile["order"]>,
  place: (container: object, key: string) => { line: number; column: number },
): Order {
  if (!Array.isArray(order)) return order;
  return order.map((each) => {
    const [[actor, until]] = Object.entries(each) as [[string, string | number]];
    if (until === "rest" || typeof until === "number") return { actor, until, ...place(each, actor) };
    return { actor, until: { before: until.slice("before ".length) as StepName }, ...place(each, actor) };
  });
}
