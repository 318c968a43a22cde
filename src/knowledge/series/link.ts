/** The way into the player, on the kernels of an era or of a series. */
import { encode } from "../../engine/links/encode.ts";
import { href } from "../../engine/links/href.ts";
import type { Link } from "../../engine/links/link.ts";
import { versionOf } from "../../engine/links/version.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";

/** `how`: the memory, the guards that are out, the order and the step, where they are not the scenario's own and the first; the kernel in view, if it is another than the first. */
export async function playerLink(
  scenario: Scenario,
  points: readonly { name: string }[],
  how: Partial<Pick<Link, "memory" | "without" | "invariants" | "choices" | "step" | "inView">> = {},
): Promise<string> {
  const link = {
    version: versionOf(scenario),
    scenario: null,
    kernels: points.map(({ name }) => name),
    without: [],
    choices: null,
    step: 0,
    ...how,
  };
  return `${href(`scenarios/${scenario.id}`)}#${await encode(link)}`;
}
