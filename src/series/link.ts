/** The way into the player, on the kernels of an era or of a series. */
import { encode } from "../links/encode.ts";
import type { Link } from "../links/link.ts";
import { versionOf } from "../links/version.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { href } from "../site/href.ts";

/** `how`: the guards that are out, the order and the step, where they are not the scenario's own and the first. */
export async function playerLink(
  scenario: Scenario,
  points: readonly { name: string }[],
  how: Partial<Pick<Link, "without" | "choices" | "step">> = {},
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
