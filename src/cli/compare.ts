/** `eras compare SCENARIO`: the runs of all eras side by side, lined up by step name. */
import { alike, comparisonOf, endStates, type Lineup, lineUp } from "../engine/compare/lineup.ts";
import { MAX_STEPS } from "../engine/run/execute.ts";
import { changesIn } from "../engine/trace/text.ts";
import type { TraceStep } from "../engine/trace/trace.ts";
import { findScenario } from "../knowledge/scenarios/files.ts";
import { RUN_TIME } from "./limits.ts";
import {
  type Command,
  guardsNamed,
  kernelsToCompare,
  oneScenario,
  parse,
  seconds,
  wholeNumber,
  withMemory,
} from "./parts/command.ts";
import { type Line, table } from "./parts/table.ts";
import { paint, print, printJson } from "./parts/terminal.ts";
import { printVerdict } from "./print-trace.ts";
import { tracesOf } from "./traces.ts";

const usage = "SCENARIO [--era PLAN] [--without GUARD] [--memory MODEL] [--max-steps N] [--max-time S] [--json]";

export const compare: Command = {
  name: "compare",
  usage,
  text: "the eras side by side, steps lined up",
  help: `
Runs a scenario in every era, on its reference kernel or the first that can run it, and prints the runs in columns. Steps of the same name stand in one row, and what all eras
do alike stands there once. A row that not all eras have is marked with *, one in which they change other words with ≠.
Below: the first difference, and what is different in the end.

  --era PLAN        a plan that was never built, beside the era that it is built on
  --without GUARD   leave a guard out of the code; several: --without A --without B
  --memory MODEL    sc (the default, if the scenario doesn't say), tso, tso-ll, pso or rmo, as in "run"
  --max-steps N     give up after N steps (default ${MAX_STEPS})
  --max-time S      seconds for each era (default ${RUN_TIME}); prints an unfinished run as far as it came, with exit status 1
  --json            runs, rows and differences as data; content/trace.md explains it

Example:
  npm run -s eras -- compare balloon-compaction
`,
  run(args) {
    const options = {
      era: { type: "string" },
      without: { type: "string", multiple: true },
      memory: { type: "string" },
      "max-steps": { type: "string" },
      "max-time": { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = parse(args, options, usage);
    const name = oneScenario(positionals, usage);
    const scenario = withMemory(findScenario(name), values.memory);
    const maxSteps = wholeNumber(1, "--max-steps", values["max-steps"]) ?? MAX_STEPS;
    const maxTime = seconds("--max-time", values["max-time"]) ?? RUN_TIME;
    const without = guardsNamed(values.without);
    const { eras, skipped } = kernelsToCompare(name, scenario, values.era);
    const lineup = lineUp(tracesOf(name, scenario, eras, { without, maxSteps }, maxTime));
    if (values.json) {
      printJson(comparisonOf(lineup, skipped));
    } else {
      print(`${paint("bold", scenario.title)}\n\n${printRows(lineup)}\n${printEnd(lineup)}`);
      for (const line of skipped) print(`${paint("yellow", line)}\n`);
    }
    return lineup.runs.length === eras.length && lineup.runs.every(({ verdict }) => verdict.kind === "ok") ? 0 : 1;
  },
};

function printRows({ runs, rows }: Lineup): string {
  const several = (runs[0]?.actors.length ?? 0) > 1;
  const columns = [
    { title: "" },
    ...(several ? [{ title: "actor", whole: true as const }] : []),
    { title: "step", whole: true as const },
    ...runs.map(({ era, kernel }) => ({ title: `${era} (${kernel.release})` })),
  ];
  const lines = rows.map(({ actor, step, cells }) => {
    const texts = cells.map(cellLines);
    const same = alike(texts);
    const mark = cells.includes(null) ? "*" : same ? "" : "≠";
    const name: Line = { text: step, format: mark === "*" ? "yellow" : "cyan" };
    const indent = "  ".repeat(Math.max(0, runs[0]?.actors.indexOf(actor) ?? 0));
    const what = same ? texts.slice(0, 1) : texts;
    return [[{ text: mark, format: "yellow" as const }], ...(several ? [[`${indent}${actor}`]] : []), [name], ...what];
  });
  return table(columns, lines);
}

function cellLines(cell: TraceStep | null): string[] {
  if (cell === null) return ["–"];
  const { log, waits } = cell;
  const lines = [...changesIn(cell), ...log, ...(waits === undefined ? [] : [`waits for ${waits}`])];
  return lines.length > 0 ? lines : ["·"];
}

/** What is zero everywhere has not happened, and is left out. */
function printEnd({ runs, rows, first }: Lineup): string {
  const facts = endStates(runs).filter(({ values }) => values.some((value) => value !== 0));
  const differ = facts.filter(({ values }) => !alike(values)).length;
  const lines = [
    first === null ? "No difference." : `First difference, row ${first.row + 1} of ${rows.length}: ${first.why}.`,
    "",
    differ === 0 ? "In the end all eras look the same from outside:" : `In the end, with ${differ} differences (≠):`,
    "",
  ];
  const columns = [
    { title: "", format: () => "yellow" as const },
    { title: "what" },
    ...runs.map(({ era }) => ({ title: era })),
  ];
  const told = facts.map(({ path, values }) => {
    const texts = values.map((value) => [JSON.stringify(value) ?? "–"]);
    return [[alike(values) ? "" : "≠"], [path], ...(alike(values) ? texts.slice(0, 1) : texts)];
  });
  return `${lines.join("\n")}\n${table(columns, told)}\n${runs.map(printVerdict).join("\n")}\n`;
}
