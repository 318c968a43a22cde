/** The way into the player, on kernels of a series. */
import { encode } from "../links/encode.ts";
import type { Link } from "../links/link.ts";
import { versionOf } from "../links/version.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { href } from "../site/href.ts";
import type { Point } from "./points.ts";

/** `how`: the guards that are out, and the order, where they are not the scenario's own. */
export async function playerLink(
  scenario: Scenario,
  points: readonly Point[],
  how: Partial<Pick<Link, "without" | "choices">> = {},
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
