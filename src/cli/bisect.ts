/** `eras bisect SCENARIO`: which patch of a series first changes how a scenario runs? */

import type { SeriesId } from "../../models/era.ts";
import { must } from "../engine/must.ts";
import { CannotRun } from "../engine/run/cannot_run.ts";
import { findScenario, scenarioFileName } from "../knowledge/scenarios/files.ts";
import { asData, expectedOn } from "../knowledge/series/answer.ts";
import { type Answer, ask, type Progress, whyNoAnswer } from "../knowledge/series/ask.ts";
import { expectationOf } from "../knowledge/series/expectation.ts";
import { findSeries } from "../knowledge/series/files.ts";
import type { Depth } from "../knowledge/series/look.ts";
import { patchesText } from "../knowledge/series/patch_numbers.ts";
import { commitText, type Patch } from "../knowledge/series/patches.ts";
import { type Point, pointsOf, SERIES } from "../knowledge/series/points.ts";
import { inFile } from "./in_file.ts";
import { EXPLORE_TIME, limitsOf, RUN_TIME } from "./limits.ts";
import { type Command, guardsNamed, oneScenario, parse, seconds, UsageError, unknown } from "./parts/command.ts";
import { table } from "./parts/table.ts";
import { paint, print, printJson, progress } from "./parts/terminal.ts";

const usage = `SCENARIO --series ${SERIES.join("|")} [--without GUARD] [--expect PATH=VALUE] [--json]`;

export const bisectCommand: Command = {
  name: "bisect",
  usage,
  text: "which patch of a series changes how a scenario runs",
  help: `
Runs a scenario on the kernels of a series of patches: before it, at each stage of it, and after. First by halves, as git bisect does, and
then on all the others, because a series can change a thing more than once. Prints what halving asked, and each patch that changes something.

  --series ID          ${SERIES.map((id) => `${id} (${fromTo(id)})`).join(", ")}
  --without GUARD      leave a guard out of the code; several: --without A --without B
  --expect PATH=VALUE  good is where this is so: verdict=ok, results.mover=[true,1,null], pages.p.type=null; several: all of them.
                       Without it, good is what was before the series
  --steps              look at each step and the words that it changes, not at the end alone
  --calls              also at the functions that are called and the words that are read
  --orders             look at every interleaving: what can go wrong, and what it can end in
  --max-time S         seconds for each kernel (default ${RUN_TIME}, with --orders ${EXPLORE_TIME}); prints what was known then, with exit status 1
  --json               the answer as data

Exit status 0 where nothing changes, 1 where something does, 2 for bad input.

Examples:
  npm run -s eras -- bisect vmw-inflate-refused --series 2025
  npm run -s eras -- bisect isolate-races-deflate --series 2025 --orders --without isolate:recheck
`,
  run(args) {
    const options = {
      series: { type: "string" },
      without: { type: "string", multiple: true },
      expect: { type: "string", multiple: true },
      steps: { type: "boolean" },
      calls: { type: "boolean" },
      orders: { type: "boolean" },
      "max-time": { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = parse(args, options, usage);
    const name = oneScenario(positionals, usage);
    const scenario = findScenario(name);
    const series = seriesNamed(values.series);
    const depths = (["steps", "calls", "orders"] as const).filter((each) => values[each]);
    if (depths.length > 1) throw new UsageError(`--${depths.join(" and --")} exclude each other`, usage);
    const depth: Depth = depths[0] ?? "end";
    if (values.expect && (depth === "steps" || depth === "calls")) {
      throw new UsageError(`--expect is about the end of a run, --${depth} is not`, usage);
    }
    const expect = values.expect ? expectationOf(values.expect) : null;
    if (expect instanceof Error)
      throw new UsageError(`--expect ${expect.message}`, "--expect PATH=VALUE, such as verdict=ok");
    const maxTime = seconds("--max-time", values["max-time"]) ?? (depth === "orders" ? EXPLORE_TIME : RUN_TIME);
    const limitsFor = (kernel: string) => limitsOf(kernel, maxTime);
    const question = { scenario, without: guardsNamed(values.without), depth, expect, limitsFor };
    const tell = ({ kernel, done, all }: Progress) => progress(`${done + 1} of ${all}: ${kernel}`);
    const answer = inFile(name, () => ask(series, question, tell));
    if (answer === null) throw new CannotRun(null, `${scenarioFileName(name)}: ${whyNoAnswer(series, scenario)}`);
    const [slip] = answer.unknown;
    if (slip) throw new UsageError(`--expect ${slip.path}: no run has that in its end`, slip.known);
    if (values.json) printJson(asData(answer));
    else print(told(answer, scenario.title));
    return answer.bisection.changes.length === 0 ? 0 : 1;
  },
};

/** "mops@6.16 to flags@6.17". */
function fromTo(series: SeriesId): string {
  const points = pointsOf(series);
  return `${points[0]?.name} to ${points.at(-1)?.name}`;
}

function seriesNamed(id: string | undefined): SeriesId {
  if (id === undefined) throw new UsageError("name a series", usage);
  if (SERIES.includes(id)) return id;
  throw unknown("series", id, SERIES);
}

function told(answer: Answer, title: string): string {
  const { series, points, bisection, skipped } = answer;
  const { asked, changes, found } = bisection;
  const first = must(points[0], "kernel of the series");
  const last = must(points.at(-1), "kernel of the series");
  const lines = [
    paint("bold", title),
    `${points.length} kernels of the series of ${series}, from ${first.name} to ${last.name}`,
    "",
    table(
      ["", "kernel", "verdict", ""].map((heading) => ({ title: heading })),
      asked.map((at, index) => [
        [`${index + 1}`],
        [must(points[at], "such point").name],
        [lookOf(answer, at).verdict],
        [isOld(answer, at)],
      ]),
    ),
  ];
  if (answer.expect !== null) lines.push(expectedOn(asData(answer)), "");
  if (found === null) lines.push(`${last.name} ends as ${first.name} does, in all that was compared.`);
  const others = changes.filter((at) => at !== found);
  if (changes.length === 0) lines.push("So is every kernel between them.");
  if (found !== null) lines.push(paint("bold", "Halving finds:"), ...changeLines(answer, found));
  if (others.length > 0) {
    lines.push(
      paint("yellow", found === null ? "But it changes on the way:" : "It changes more than once. The others:"),
    );
    for (const at of others) lines.push(...changeLines(answer, at));
  }
  for (const { name, why } of skipped) lines.push(paint("yellow", `${name}: skipped: ${why}`));
  return `${lines.join("\n")}\n`;
}

function isOld({ bisection: { seen }, expect }: Answer, at: number): string {
  if (expect !== null) return must(seen[at], "such kernel").expected ? "as expected" : "not as expected";
  return must(seen[at], "such kernel").key === must(seen[0], "first kernel").key
    ? "as before the series"
    : "not as before";
}
const lookOf = ({ bisection }: Answer, at: number) => must(bisection.seen[at], "such kernel");

function changeLines(answer: Answer, at: number): string[] {
  const point = must(answer.points[at], "such point");
  const { end, step } = answer.differences[answer.bisection.changes.indexOf(at)] ?? { end: [], step: null };
  const patches = patchesOf(answer.series, point);
  const head =
    point.patches === null ? `after the series (${point.name}):` : `${patchesText(point.patches)} (${point.name}):`;
  return [
    `  ${paint("cyan", head)}`,
    ...patches.map((patch) => `    ${commitText(patch)} ${patch.title}`),
    ...end.map(
      ({ path, values: [was, is] }) => `    ${path}: ${JSON.stringify(was) ?? "–"} → ${JSON.stringify(is) ?? "–"}`,
    ),
    ...(step === null ? [] : [`    first step that differs: ${step}`]),
    "",
  ];
}

function patchesOf(series: SeriesId, { patches }: Point): Patch[] {
  if (patches === null) return [];
  const [first, last] = patches;
  return findSeries(series).patches.filter(({ number }) => number >= first && number <= last);
}
