/** Each order that shows a difference, as a scenario file, beside the models that it is an order of. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { kindOf } from "../../engine/verdicts/vocabulary.ts";
import { writtenOrder } from "../../engine/verify/written.ts";
import { finely } from "../../review/fine.ts";
import type { Files } from "../../review/patch.ts";
import type { Report } from "../../review/report.ts";
import { copyOf } from "./copy.ts";

/** Returns a command for each file, which runs it as it was found. */
export function save(folder: string, report: Report, scenarios: readonly Scenario[], after: Files): string[] {
  mkdirSync(folder, { recursive: true });
  return report.causes.flatMap(({ shown, cause, example }, at) => {
    const scenario = scenarios.find(({ id }) => id === shown?.scenario);
    if (!shown || !scenario || !example) return [];
    const { way } = example;
    const file = join(
      folder,
      `${at + 1}-${cause
        .replace(/[^\w-]+/g, "-")
        .toLowerCase()
        .slice(0, 40)}.yaml`,
    );
    const kind = way.kind === undefined ? "ok" : kindOf(way.kind);
    writeFileSync(file, writtenOrder(scenario, { kind, told: `${cause}: ${shown.told}`, choices: shown.choices }));
    const copy = way.fine
      ? copyOf(finely(after, report.patch.functions).files, join(folder, "patched-finely"))
      : copyOf(after, join(folder, "patched"));
    return [`npm run -s eras -- run ${file} --era ${shown.kernel} --models ${copy}`];
  });
}
