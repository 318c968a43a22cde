/** What a station's page shows besides its text: links to places in runs, and the task as the browser needs it. */

import { open } from "../../engine/compare/session.ts";
import { href } from "../../engine/links/href.ts";
import { stepNumber } from "../../knowledge/onboarding/judge.ts";
import { hashOf } from "../../views/links/hash.ts";
import { scenarioNamed } from "./scenarios.ts";
import type { STATIONS } from "./stations.ts";

type Place = (typeof STATIONS)[number]["run"];

/** The page of a scenario, with the player just after the step. */
export async function placeInRun({ scenario: id, kernel, without, ...moment }: Omit<Place, "what">): Promise<string> {
  const selection = { scenario: scenarioNamed(id), kernels: [kernel], without, choices: null, step: 0 };
  const [column] = open(selection).columns;
  if (!column) throw new Error(`${id} does not run on ${kernel}`);
  const step = column.taken.indexOf(stepNumber(column.trace, moment) + 1);
  return `${href(`scenarios/${id}`)}#${await hashOf({ ...selection, step }, null)}`;
}

/** `walkthroughs/isolate#the-way-out` as an address. */
export function pageAddress(page: string): string {
  const [path = "", heading] = page.split("#");
  return href(path) + (heading === undefined ? "" : `#${heading}`);
}

export const stationAddress = (id: string): string => href(`onboarding/${id}`);
