/** `eras kernels`: the eras, their kernels, and what each of these is held to. */
import type { Era } from "../../models/era.ts";
import { ERAS, PLANS } from "../../models/index.ts";
import { countsOf, coverageOf, RELEASED } from "../knowledge/kernels/coverage.ts";
import { recordedKernels, storedRecordings } from "../knowledge/kernels/files.ts";
import { findScenario, shippedScenarios } from "../knowledge/scenarios/files.ts";
import { type Command, parse, UsageError } from "./parts/command.ts";
import { table } from "./parts/table.ts";
import { print, printJson } from "./parts/terminal.ts";

const usage = "[--coverage] [--json]";

export const kernels: Command = {
  name: "kernels",
  usage,
  text: "the eras, their kernels, and what each is held to",
  help: `
Lists each era with its kernels: those that are held to recordings of a real one, and those that are argued from patches or sources. The
first kernel of an era is its reference. Stages stand in the middle of a series of patches. An era is a history, which kernels had, or a
plan, which none did.

  --coverage   instead, for each scenario and kernel: pinned by a recording, argued, or – where it cannot happen
  --json       as data

Example:
  npm run -s eras -- kernels
`,
  run(args) {
    const { values, positionals } = parse(args, { coverage: { type: "boolean" }, json: { type: "boolean" } }, usage);
    if (positionals.length > 0) throw new UsageError(`unexpected "${positionals[0]}"`, usage);
    if (values.coverage) return coverage(values.json ?? false);
    const recorded = recordedKernels();
    const eras = [...ERAS, ...PLANS].map((era) => told(era, recorded));
    if (values.json) {
      printJson(eras);
      return 0;
    }
    const rows = eras.flatMap(({ id, kind, kernels, stages }) => [
      ...kernels.map(({ name, source, recordings }, at) => [
        [at === 0 ? id : ""],
        [at === 0 ? kind : ""],
        [name],
        [recordings > 0 ? `${recordings} recordings` : "argued"],
        [source],
      ]),
      ...seriesOf(stages).map((series) => {
        const own = stages.filter((stage) => stage.series === series);
        const [first, last] = [own[0]?.name ?? "", own.at(-1)?.name ?? ""];
        return [[""], [""], [`${first} … ${last}`], ["argued"], [`${own.length} stages of the series of ${series}`]];
      }),
    ]);
    const columns = [
      { title: "era", format: () => "bold" as const },
      ...["kind", "kernel", "held to", "source"].map((title) => ({ title })),
    ];
    print(table(columns, rows));
    return 0;
  },
};

function coverage(json: boolean): number {
  const covered = coverageOf(shippedScenarios().map(findScenario), storedRecordings());
  if (json) printJson(covered.map(({ scenario, on }) => ({ scenario, on: Object.fromEntries(on) })));
  else {
    const rows = covered.map(({ scenario, on }) => [
      [scenario],
      ...[...on.values()].map((cell) => [cell.is === "absent" ? "–" : cell.is]),
    ]);
    const { pinned, run } = countsOf(covered);
    print(
      table(
        ["scenario", ...RELEASED.map(({ name }) => name)].map((title) => ({ title })),
        rows,
      ),
    );
    print(`\n${pinned} of ${run} scenarios are pinned on some kernel\n`);
  }
  return 0;
}

function told(era: Era, recorded: ReadonlyMap<string, number>) {
  const { id, title, kind, builtOn, releases, stages } = era;
  return {
    id,
    title,
    kind,
    builtOn: builtOn?.id ?? null,
    kernels: releases.map((release, at) => {
      const name = `${id}@${release.id}`;
      const recordings = recorded.get(name) ?? 0;
      return {
        name,
        source: release.source,
        reference: at === 0,
        heldTo: recordings > 0 ? "recordings" : "argued",
        recordings,
        differences: [...release.differences],
      };
    }),
    stages: stages.map(({ id: stage, stage: { series, patches } }) => ({ name: `${id}@${stage}`, series, patches })),
  };
}

function seriesOf(stages: readonly { series: string }[]): string[] {
  return [...new Set(stages.map(({ series }) => series))];
}
