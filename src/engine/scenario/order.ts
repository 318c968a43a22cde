/** The order of steps that a file asks for. It reads no file: a worker of /review gets it too, and no library with it. */

import type { StepName } from "../../../models/steps.ts";
import { must } from "../must.ts";
import type { Order } from "./scenario.ts";
import type { ScenarioFile } from "./schema.ts";

/** `place`: of the key of a switch, which errors name. */
export function orderOf(
  order: NonNullable<ScenarioFile["order"]>,
  place: (container: object, key: string) => { line: number; column: number },
): Order {
  if (!Array.isArray(order)) return order;
  return order.map((each) => {
    const [actor, until] = must(Object.entries(each)[0], "actor");
    if (until === "rest" || typeof until === "number") return { actor, until, ...place(each, actor) };
    return { actor, until: { before: until.slice("before ".length) as StepName }, ...place(each, actor) };
  });
}
