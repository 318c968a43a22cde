/** Changes that are made by machine from what the project knows: each guard, the museum's bugs, the katas, the stages of both series. */
import type { Era, EraId, Release } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import { findEra } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import { bugRegister } from "../../src/knowledge/bugs/files.ts";
import { guardRegister } from "../../src/knowledge/guards/files.ts";
import { shippedKatas } from "../../src/knowledge/katas/files.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { pointsOf, SERIES } from "../../src/knowledge/series/points.ts";
import { asKernel } from "../../src/review/as_kernel.ts";
import { differences } from "../../src/review/compare.ts";
import { RANKS } from "../../src/review/difference.ts";
import { firstRuns, questionsFor } from "../../src/review/plan.ts";
import { type Foretold, HARMFUL, HARMLESS, type Known, MODELS, without } from "./change.ts";
import { lookAt } from "./look.ts";
import { isHarmless } from "./told.ts";

/** Each guard, and each pair, left out of an era; on all kernels of it of which the register says something. */
export function guards(eras: readonly EraId[]): Known[] {
  return eras.flatMap((era) =>
    guardRegister().flatMap(({ guard, eras: cells, pairs }): Known[] => {
      const own = Object.entries(cells).flatMap(([name, cell]): Foretold[] => {
        if (!isOf(era, name) || "absent" in cell) return [];
        const word = "harmless" in cell ? "harmless" : cell.verdict;
        const late = "memory" in cell && cell.memory !== undefined;
        // The register asks that by its own name for the kernel.
        const found = row(cell.scenario, name, word);
        return [late ? { ...found, questions: [`guard ${guard} ${name}`] } : found];
      });
      const both = pairs.map(({ with: other, eras: names, scenario, verdict }): Known => {
        const rows = names.filter((name) => isOf(era, name)).map((name) => row(scenario, name, verdict));
        return known("guard", `${guard} and ${other} of ${era}`, era, [[], [guard, other]], rows);
      });
      return [known("guard", `${guard} of ${era}`, era, [[], [guard]], own), ...both].filter(hasRows);
    }),
  );
}

/** Those that several guards left out show; the others are guards. */
export function museum(): Known[] {
  return bugRegister().flatMap(({ id, runs }) =>
    runs.flatMap((run): Known[] => {
      if (!("scenario" in run)) return [];
      const { kernel, without: out, fixed, scenario, verdict, shows, expect } = run;
      const made = between("museum", `${id}: ${shows}`, fixed, { kernel, without: out }, scenario, verdict);
      // What nobody but the museum expects of a run can't be missed by a review, as long as it finds harm.
      return expect === undefined ? made : made.map((each) => ({ ...each, foretold: [] }));
    }),
  );
}

export function katas(): Known[] {
  return shippedKatas().flatMap(({ id, kernel, patched = kernel, without: out = [], scenario, answer }) =>
    between("kata", id, { kernel, without: [] }, { kernel: patched, without: out }, scenario, answer),
  );
}

const as = (kernel: { era: Era; release: Release }) => asKernel(MODELS, kernel);

interface Side {
  kernel: string;
  without: readonly GuardName[];
}

/** Between kernels of two eras there is no patch, and none between two releases that differ in more than names say. */
function between(group: Known["group"], name: string, from: Side, to: Side, scenario: string, word: string): Known[] {
  const [old, now] = [from, to].map(({ kernel }) => must(findEra(kernel), "kernel"));
  if (old?.era !== now?.era || !old || !now) return [];
  const { id: era, releases } = now.era;
  const outs = [from.without, to.without] as const;
  const isReleased = releases.includes(now.release);
  if (old.release === now.release && isReleased) {
    return [known(group, name, era, outs, [row(scenario, to.kernel, word)])];
  }
  if (isReleased && releases.includes(old.release)) return [];
  const rows = [row(scenario, `${era}@${releases[0].id}`, word)];
  return [known(group, name, era, outs, rows, { before: as(old), after: as(now), kernel: from.kernel })];
}

/** `outs`: guards that are out before, and after. */
function known(
  group: Known["group"],
  name: string,
  era: EraId,
  outs: readonly [readonly GuardName[], readonly GuardName[]],
  foretold: Foretold[],
  { before, after, kernel }: Pick<Known, "before" | "after" | "kernel"> = { before: MODELS, after: MODELS },
): Known {
  return {
    name,
    group,
    era,
    scenarios: foretold.map(({ scenario }) => scenario),
    kernel: kernel ?? null,
    before: without(before, outs[0], era),
    after: without(after, outs[1], era),
    answers: foretold.every(isHarmless) ? HARMLESS : HARMFUL,
    foretold,
  };
}

const hasRows = ({ foretold = [] }: Known) => foretold.length > 0;

function row(scenario: string, kernel: string, word: string): Foretold {
  const { era, release } = must(findEra(kernel), "kernel");
  const name = `${era.id}@${release.id}`;
  const orders = isHarmless({ word }) ? ["run", "orders"] : ["run", "orders", "fine"];
  return { scenario, kernel: name, word, questions: orders.map((ask) => `${ask} ${scenario} ${name}`) };
}

const isOf = (era: EraId, name: string) => name.split("@")[0] === era;

/** What each stage of each series changes in a few scenarios, told by the two kernels themselves, which knows nothing of patches. */
export function stages(scenarios: readonly string[]): Known[] {
  return SERIES.flatMap((series) =>
    pointsOf(series).flatMap((to, at, points): Known[] => {
      const from = points[at - 1];
      // From one era's code to another's there is no patch.
      if (from?.era !== to.era) return [];
      const name = `${from.name} to ${to.name}`;
      return [
        {
          ...{ name, group: "stage", era: to.era.id, scenarios },
          ...{ before: as(from), after: as(to), kernel: from.name },
          // Only when it is asked for, as it takes a while.
          get answers() {
            return [worstBetween(from.name, to.name, scenarios), "guard"] as const;
          },
        },
      ];
    }),
  );
}

/** The questions that a review has of these scenarios, asked of the two kernels. */
function worstBetween(from: string, to: string, ids: readonly string[]): Known["answers"][number] {
  const material = { scenarios: ids.map(findScenario), guards: guardRegister(), recordings: [] };
  const kernel = must(findEra(to), "kernel");
  const scope = { eras: [kernel.era.id], kernel };
  const all = [...firstRuns(scope, material), ...questionsFor(scope, material, ids)];
  const found = all
    .filter(({ ask }) => ask === "run" || ask === "orders" || ask === "races")
    .flatMap((each) => differences(each, lookAt({ ...each, kernel: from }), lookAt({ ...each, kernel: to })));
  return RANKS.find((kind) => found.some((each) => each.kind === kind)) ?? "none";
}
