/**
 * The matrix of the comparison: each step name, and in each era the code that takes the step. Code of several eras stands in one row
 * where it is in functions of one name; what is left over is matched by how much of it is alike. A step does the same wherever it stands.
 */

import { diffArrays } from "diff";
import type { EraId } from "../../../models/era.ts";
import { ERA_IDS, ERAS } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { STEPS, type StepName } from "../../../models/steps.ts";
import { must } from "../../engine/must.ts";
import { dedented } from "../weave/common.ts";
import { type Site, siteFinder } from "./sites.ts";

export interface StepRow {
  step: StepName;
  /** Each row is one place of the code in one era or several. */
  places: Place[];
}

/** By era; no entry where the era has nothing of the kind. */
export type Place = Partial<Record<EraId, Site>>;

export function stepMatrix(files: Readonly<Record<string, string>>): StepRow[] {
  const finders = ERAS.map(({ id }) => siteFinder(id, files));
  return keysOf(STEPS)
    .filter((step) => !OF_NO_ERA.has(step))
    .map((step) => ({ step, places: paired(finders.map((find) => find(step))) }));
}

/** The first two are a CPU's, and of no function of any kernel. The others are a plan's, and eras alone are compared. */
const OF_NO_ERA: ReadonlySet<StepName> = new Set<StepName>([
  "stores:drain",
  "copies:let-go",
  "isolate:claim",
  "isolate:claim-store",
  "isolate:ask",
  "isolate:unclaim",
  "migrate:freeze-dst",
  "migrate:free-src",
  "soft-offline:pin",
]);

/** "isolate" of "isolate:pin". */
export function groupOf(step: StepName): string {
  return step.split(":")[0] ?? step;
}

export function textOf({ chunk }: Site): string {
  return dedented(chunk.lines)
    .map(({ text }) => text)
    .join("\n");
}

function paired(sites: readonly Site[][]): Place[] {
  const places: Place[] = [];
  for (const ofEra of sites) {
    const left = new Set(ofEra);
    const pairs = ofEra.flatMap((site) =>
      places.map((place) => ({ site, place, likeness: likeness(site, lastOf(place)) })),
    );
    for (const { site, place } of pairs.sort((one, other) => other.likeness - one.likeness)) {
      if (!left.has(site) || place[site.era] !== undefined) continue;
      place[site.era] = site;
      left.delete(site);
    }
    places.push(...[...left].map((site) => ({ [site.era]: site })));
  }
  return places;
}

/** The share of words that two pieces of code have in common, but for the line that names the step; more in functions of one name. */
function likeness(one: Site, other: Site): number {
  const isSame = one.declaration.name === other.declaration.name;
  const [before, after] = [wordsOf(one), wordsOf(other)];
  const common = diffArrays(before, after).reduce(
    (sum, part) => sum + (part.added || part.removed ? 0 : part.count),
    0,
  );
  return common / Math.max(before.length, after.length, 1) + (isSame ? 1 : 0);
}

function wordsOf({ chunk }: Site): string[] {
  return chunk.lines.slice(1).flatMap(({ text }) => text.match(/[\w$]+/g) ?? []);
}

function lastOf(place: Place): Site {
  return must(
    ERA_IDS.map((id) => place[id]).findLast((site) => site !== undefined),
    "place in any era",
  );
}
