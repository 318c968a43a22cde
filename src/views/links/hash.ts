/** What stands after the # of the address of a selection. What reads it is elsewhere: it weighs more, and few pages are opened by a link. */
import type { Selection } from "../../engine/compare/session.ts";
import { encode } from "../../engine/links/encode.ts";
import type { Link } from "../../engine/links/link.ts";
import { versionOf } from "../../engine/links/version.ts";

/** `from`: null on the page of the scenario, whose address says which it is. Throws TooLong. */
export function hashOf(
  { scenario, kernels, without, invariants = true, choices, step, panel, inView, searched }: Selection,
  from: Link["scenario"],
): Promise<string> {
  return encode({
    version: versionOf(scenario),
    scenario: from,
    kernels: [...kernels],
    without: [...without],
    ...(scenario.machine.memory && { memory: scenario.machine.memory }),
    invariants,
    choices: choices && [...choices],
    step,
    ...(panel && { panel }),
    ...(inView !== undefined && { inView }),
    ...(searched && { searched }),
  });
}

/** The whole address, for others. */
export async function linkTo(selection: Selection, from: Link["scenario"]): Promise<string> {
  return new URL(`#${await hashOf(selection, from)}`, location.href).href;
}
