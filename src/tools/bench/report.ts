/** The results as tables. Ratios are to the first row of their kind: they outlive the machine that measured. */

import { table } from "../../cli/parts/table.ts";
import { paint } from "../../cli/parts/terminal.ts";
import { must } from "../../engine/must.ts";
import type { Growth } from "./growth.ts";
import type { Results } from "./suite.ts";
import { millions, targets } from "./targets.ts";

export function report(results: Results): string {
  return [speeds(results), growths(results), verdicts(results)].join("\n");
}

function speeds({ speeds }: Results): string {
  const [first] = speeds;
  const titles = [
    "era",
    "steps/s",
    "ratio",
    "recorded: times slower",
    "short runs/s",
    "steps each",
    "steps/s",
    "ratio",
  ];
  return tableOf(
    titles,
    speeds.map(({ era, stepsPerSecond, unrecorded, recorded, short }) => [
      era,
      millions(stepsPerSecond),
      ratio(stepsPerSecond, first?.stepsPerSecond),
      (unrecorded / recorded).toFixed(1),
      Math.round(short.runsPerSecond).toLocaleString("en"),
      String(short.steps),
      millions(short.stepsPerSecond),
      ratio(short.stepsPerSecond, first?.short.stepsPerSecond),
    ]),
  );
}

function growths({ growths }: Results): string {
  const smallest = (of: Growth) =>
    must(
      growths.find(({ era }) => era === of.era),
      "such growth",
    );
  const titles = ["era", "pages", "µs/page", "ratio", "compaction", "migrated", "migrated/s", "bytes/page", "beside"];
  return tableOf(
    titles,
    growths.map((each) => [
      each.era,
      each.pages.toLocaleString("en"),
      each.microsecondsPerPage.toFixed(2),
      ratio(each.microsecondsPerPage, smallest(each).microsecondsPerPage),
      `${(each.phaseMs.compact / 1000).toFixed(2)} s`,
      each.migrated.toLocaleString("en"),
      Math.round(each.migratedPerSecond).toLocaleString("en"),
      each.bytesPerPage.memory.toFixed(1),
      each.bytesPerPage.other.toFixed(1),
    ]),
  );
}

function verdicts(results: Results): string {
  return targets(results)
    .map(({ text, found, pass }) => `${pass ? paint("green", "PASS") : paint("red", "MISS")}  ${text}: ${found}\n`)
    .join("");
}

function tableOf(titles: string[], rows: string[][]): string {
  return table(
    titles.map((title) => ({ title })),
    rows.map((row) => row.map((cell) => [cell])),
  );
}

function ratio(value: number, to = value): string {
  return (value / to).toFixed(2);
}
