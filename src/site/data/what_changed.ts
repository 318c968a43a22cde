/** What is not the same in all three eras, from runs and from the source of the models: for those who know the kernel. */
import type { EraId } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";
import { STEPS } from "../../../models/steps.ts";
import { linedUp } from "../../engine/compare/page.ts";
import { stepGroups } from "./comparison.ts";
import { guards } from "./guards.ts";
import { nameGroups } from "./names.ts";
import { scenarioNamed } from "./scenarios.ts";
import { wordRows } from "./word_comparison.ts";

const code = (text: string | undefined) => (text === undefined || text === "" ? "–" : `\`${text}\``);
const same = (values: readonly unknown[]) => new Set(values).size === 1;

/** Names that are not the same in all eras. */
export function changedNames(): string[][] {
  return nameGroups()
    .flatMap(({ names }) => names)
    .filter((entry) => !same(ERAS.map(({ id }) => entry[id])))
    .map((entry) => [entry.what, ...ERAS.map(({ id }) => code(entry[id]))]);
}

/** Words of a ballooned page that do not hold the same. */
export function changedWords(): string[][] {
  return wordRows()
    .filter(({ eras }) => !same(eras.map(({ balloon, zsmalloc }) => `${balloon} ${zsmalloc}`)))
    .flatMap(({ names, eras }) =>
      (["balloon", "zsmalloc"] as const).map((owner) => [
        `\`${names[0]}\` of ${owner === "balloon" ? "a balloon's page" : "zsmalloc's page"}`,
        ...eras.map((each) => code(each[owner])),
      ]),
    );
}

/** Steps of the core and of balloons that not every era takes, and the function in which the others do. */
export function changedSteps(): string[][] {
  const shown = ["isolate", "putback", "migrate", "balloon"];
  return stepGroups()
    .filter(({ id }) => shown.includes(id))
    .flatMap(({ rows }) => rows)
    .flatMap(({ step, places }) => {
      const functions = ERAS.map(({ id }) => [...new Set(places.flatMap((place) => site(place, id)))].join(", "));
      if (functions.every((each) => each !== "") || functions.every((each) => each === "")) return [];
      return [[`\`${step}\``, STEPS[step], ...functions.map((each) => (each === "" ? "–" : each))]];
    });
}

/** Code that only runs with a guard left out, or on another kernel than the reference, is not the era's. */
function site(place: ReturnType<typeof stepGroups>[number]["rows"][number]["places"][number], era: EraId): string[] {
  const found = place[era];
  return found === undefined || found.without !== undefined || found.differs !== undefined
    ? []
    : found.functions.map(code);
}

/** The functions that lock and unlock pages, and take and drop references, along one migration of a ballooned page. */
export function locksAndReferences(): string[][] {
  return linedUp(scenarioNamed("migrate-one"))
    .rows.map(({ step, cells }) => ({
      step,
      cells: cells.map((cell) => {
        const changes = (cell?.changes ?? []).flatMap(({ place, before, after, change }) => {
          if (place.endsWith(" _refcount")) return [`${place.replace(" _refcount", "")}: ${before} → ${after}`];
          return change?.includes("PG_locked")
            ? [`${place.replace(" flags", "")}: ${change.match(/[+-]PG_locked/)?.[0]}`]
            : [];
        });
        return changes.length === 0 ? "" : `${code(cell?.fn)} ${changes.join(", ")}`;
      }),
    }))
    .filter(({ cells }) => cells.some((text) => text !== ""))
    .map(({ step, cells }) => [`\`${step}\``, ...cells.map((text) => text || "–")]);
}

/** A release in the middle of a move: who finds out, and who puts back. */
export function whoPutsBack(): string[][] {
  return linedUp(scenarioNamed("vmw-inflate-refused"))
    .rows.filter(({ step }) => /^(balloon:(release|insert)|putback|migrate:(undo|put-src|clear-flag))/.test(step))
    .map(({ step, what, cells }) => [`\`${step}\``, what, ...cells.map((cell) => code(cell?.fn))]);
}

/** Guards that not every era has. */
export function changedGuards(): { guard: string; cells: string[] }[] {
  return guards().flatMap(({ guard, eras }) => {
    const cells = ERAS.map(({ id }) => {
      const cell = eras[id];
      return cell === undefined || "absent" in cell ? "–" : cell.where;
    });
    return cells.includes("–") && !same(cells) ? [{ guard, cells }] : [];
  });
}
