/** What stands after the # of the address of a selection. What reads it is elsewhere: it weighs more, and few pages are opened by a link. */
import type { Selection } from "../../engine/compare/session.ts";
import { encode } from "../../engine/links/encode.ts";
import type { Link } from "../../engine/links/link.ts";
import { versionOf } from "../../engine/links/version.ts";
import { memoryOf } from "../../engine/scenario/on_memory.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";

/**
 * `from`: null on the page of the scenario, whose address says which it is. `own`: the scenario as whoever opens the link has it, where somebody may have
 * chosen another memory than its own. Throws TooLong.
 */
export function hashOf(
  { scenario, kernels, without, invariants = true, choices, step, panel, inView, searched }: Selection,
  from: Link["scenario"],
  own: Pick<Scenario, "machine"> = scenario,
): Promise<string> {
  const memory = memoryOf(scenario);
  return encode({
    version: versionOf(scenario),
    scenario: from,
    kernels: [...kernels],
    without: [...without],
    ...(memory !== memoryOf(own) && { memory }),
    invariants,
    choices: choices && [...choices],
    step,
    ...(panel && { panel }),
    ...(inView !== undefined && { inView }),
    ...(searched && { searched }),
  });
}

/** The whole address, for others. */
export async function linkTo(selection: Selection, from: Link["scenario"], own?: Scenario): Promise<string> {
  return new URL(`#${await hashOf(selection, from, own)}`, location.href).href;
}
