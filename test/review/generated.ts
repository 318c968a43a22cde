/** Changes that are made by machine from what the project knows: each guard, the museum's bugs, the katas, the stages of both series. */
import type { EraId, Release } from "../../models/era.ts";
import { ERAS, findEra } from "../../models/index.ts";
import { isFine } from "../../src/engine/verdicts/vocabulary.ts";
import { bugRegister } from "../../src/knowledge/bugs/files.ts";
import { guardRegister } from "../../src/knowledge/guards/files.ts";
import { shippedKatas } from "../../src/knowledge/katas/files.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { differences } from "../../src/review/compare.ts";
import { RANKS } from "../../src/review/difference.ts";
import type { Question } from "../../src/review/look.ts";
import type { Files } from "../../src/review/patch.ts";
import { lookAt } from "../../src/review/side.ts";
import { edited, HARMFUL, HARMLESS, type Known, MODELS, without } from "./change.ts";

/** On the reference kernel of each era; a rule that the register leaves out of account may be what breaks. */
export function guards(eras: readonly EraId[]): Known[] {
  return guardRegister().flatMap(({ guard, eras: cells }) =>
    eras.flatMap((era): Known[] => {
      const cell = cells[era];
      if (!cell || "absent" in cell || ("intact" in cell && cell.intact !== undefined)) return [];
      const answers = "harmless" in cell ? HARMLESS : HARMFUL;
      const after = without([guard], era);
      return [
        { name: `${guard} of ${era}`, group: "guard", era, scenarios: [cell.scenario], before: MODELS, after, answers },
      ];
    }),
  );
}

/** Those that several guards left out show; the others are guards. */
export function museum(): Known[] {
  return bugRegister().flatMap(({ id, runs }) =>
    runs.flatMap((run): Known[] => {
      if (!("scenario" in run) || run.without.length === 0 || !isReference(run.kernel)) return [];
      const era = eraOf(run.kernel);
      const after = without(run.without, era);
      return [
        {
          name: `${id}: ${run.shows}`,
          group: "museum",
          era,
          scenarios: [run.scenario],
          before: MODELS,
          after,
          answers: HARMFUL,
        },
      ];
    }),
  );
}

export function katas(): Known[] {
  return shippedKatas().flatMap(({ id, kernel, without: guards, scenario, answer }): Known[] => {
    if (guards === undefined || !isReference(kernel)) return [];
    const era = eraOf(kernel);
    const answers = answer === "harmless" || isFine(answer) ? HARMLESS : HARMFUL;
    return [
      { name: id, group: "kata", era, scenarios: [scenario], before: MODELS, after: without(guards, era), answers },
    ];
  });
}

/** What a stage changes in a few scenarios, told by the two kernels themselves, which knows nothing of patches. */
export function stages(scenarios: readonly string[]): Known[] {
  return ERAS.flatMap((era) =>
    era.stages.slice(1).map((stage, at): Known => {
      const [from, to] = [era.stages[at] as Release, stage];
      const found = scenarios.flatMap((id) => {
        const scenario = findScenario(id);
        return (["run", "orders"] as const).flatMap((ask) => {
          const question: Question = { ask, scenario, kernel: `${era.id}@${to.id}` };
          return differences(question, lookAt({ ...question, kernel: `${era.id}@${from.id}` }), lookAt(question));
        });
      });
      const worst = RANKS.find((kind) => found.some((each) => each.kind === kind)) ?? "none";
      const name = `${era.id}@${from.id} to ${to.id}`;
      const [before, after] = [as(era.id, from), as(era.id, to)];
      return { name, group: "stage", era: era.id, scenarios, before, after, answers: [worst, "guard"] };
    }),
  );
}

/** The models with a reference kernel that differs as the stage does. */
function as(era: EraId, { differences: names }: Release): Files {
  const text = MODELS[`models/${era}/releases.ts`] ?? "";
  const [first = ""] = /differences: new Set\((?:\[[^\]]*\])?\)/.exec(text) ?? [];
  const at = text.indexOf(first);
  const set = `differences: new Set(${JSON.stringify([...names])})`;
  const releases = text.slice(0, at) + set + text.slice(at + first.length);
  return edited({ ...MODELS, [`models/${era}/releases.ts`]: releases }, []);
}

const eraOf = (kernel: string) => findEra(kernel)?.era.id as EraId;

function isReference(kernel: string): boolean {
  const found = findEra(kernel);
  return found !== undefined && found.era.releases[0] === found.release;
}
