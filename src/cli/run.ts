/** `eras run SCENARIO`: each era's run, step by step. */
import { STEPS } from "../../models/steps.ts";
import { execute, MAX_STEPS } from "../run/execute.ts";
import { findScenario } from "../scenario/files.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { changesIn } from "../trace/text.ts";
import type { Trace, TraceStep } from "../trace/trace.ts";
import { type Command, erasNamed, guardsNamed, oneScenario, parse, positiveInteger } from "./command.ts";
import { runnable } from "./runnable.ts";
import { paint, table } from "./table.ts";

const usage = "SCENARIO [--era ERA] [--without GUARD] [--max-steps N] [--json]";

export const run: Command = {
  name: "run",
  usage,
  text: "run a scenario, step by step",
  help: `
Runs a scenario, shipped (by id) or your own (by path), and prints every step with the words it changed.

  --era ERA         aops, mops, flags, a kernel such as mops@6.1, or all (the default)
  --without GUARD   leave a guard out of the code; several: --without A --without B
  --max-steps N     give up after N steps (default ${MAX_STEPS})
  --json            the traces as data, in the format of content/trace.schema.json

Example:
  npm run -s eras -- run balloon-compaction --era flags
`,
  run(args) {
    const options = {
      era: { type: "string" },
      without: { type: "string", multiple: true },
      "max-steps": { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = parse(args, options, usage);
    const scenario = findScenario(oneScenario(positionals, usage));
    const maxSteps = positiveInteger(values["max-steps"], "--max-steps", MAX_STEPS);
    const without = guardsNamed(values.without);
    const { eras, skipped } = runnable(scenario, erasNamed(values.era ?? "all"));
    const traces = eras.map(({ era, release }) => execute(scenario, era, release, { without, maxSteps }));

    if (values.json) {
      process.stdout.write(`${JSON.stringify(traces.length === 1 ? traces[0] : traces, null, 2)}\n`);
    } else {
      for (const trace of traces) process.stdout.write(`${printTrace(scenario, trace)}\n`);
      for (const line of skipped) process.stdout.write(`${paint("yellow", line)}\n`);
    }
    return traces.every(({ verdict }) => verdict.kind === "ok" || verdict.kind === scenario.expect.verdict) ? 0 : 1;
  },
};

function printTrace(scenario: Scenario, trace: Trace): string {
  const rows = trace.steps.map((step) => [
    [String(step.n)],
    [step.actor],
    [step.step],
    [step.stack.at(-1) ?? ""],
    told(step),
  ]);
  const same = (row: number) => row > 0 && trace.steps[row]?.stack.at(-1) === trace.steps[row - 1]?.stack.at(-1);
  const head = `${paint("bold", scenario.title)}\n${trace.era}, Linux ${trace.kernel.release} (${trace.kernel.source})${
    trace.without.length > 0 ? `, without ${trace.without.join(", ")}` : ""
  }\n\n`;
  const body = table(
    [
      { title: "n" },
      { title: "actor" },
      { title: "step", format: () => "cyan" },
      { title: "in", format: (row) => (same(row) ? "dim" : undefined) },
      { title: "what changed" },
    ],
    rows,
  );
  return `${head}${body}\n${printVerdict(trace)}\n`;
}

/** What a step did, in lines: words that changed, log lines, a lock that it waits for. Otherwise what it looked at, in words. */
function told({ step, writes, log, waits }: TraceStep): string[] {
  const changes = changesIn(writes);
  const lines = [...changes, ...log, ...(waits === undefined ? [] : [`waits for ${waits}`])];
  return lines.length > 0 ? lines : [`(${STEPS[step].toLowerCase()})`];
}

export function printVerdict({ verdict, era }: Trace): string {
  if (verdict.kind === "ok")
    return paint("green", `${era}: ok${verdict.message === "" ? "" : ` (${verdict.message})`}`);
  return paint("red", `${era}: ${verdict.kind}: ${verdict.message}`);
}
