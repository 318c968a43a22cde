/** `eras run SCENARIO`: each era's run, step by step. */
import { MAX_STEPS } from "../run/execute.ts";
import { findScenario } from "../scenario/files.ts";
import { type Command, choicesOf, guardsNamed, kernelsToRun, oneScenario, parse, wholeNumber } from "./command.ts";
import { printTrace } from "./print-trace.ts";
import { paint } from "./table.ts";
import { tracesOf } from "./traces.ts";

const usage = "SCENARIO [--era ERA] [--without GUARD] [--choices LIST] [--max-steps N] [--raw] [--json]";

export const run: Command = {
  name: "run",
  usage,
  text: "run a scenario, step by step",
  help: `
Runs a scenario, shipped (by id) or your own (by path), and prints every step with the words it changed.

  --era ERA         aops, mops, flags, a kernel such as mops@6.1, or all (the default): the reference kernel of each era, or the
                    first that can run it
  --without GUARD   leave a guard out of the code; several: --without A --without B
  --choices LIST    instead of the scenario's order: actors by number from 0, a step each, as explore prints them; at the end
                    of the list, what is left runs in order
  --max-steps N     give up after N steps (default ${MAX_STEPS})
  --raw             with the words in hexadecimal too, as a tool that reads a crash dump prints them
  --json            a list of traces as data; content/trace.md explains it

Example:
  npm run -s eras -- run balloon-compaction --era flags
`,
  run(args) {
    const options = {
      era: { type: "string" },
      without: { type: "string", multiple: true },
      choices: { type: "string" },
      "max-steps": { type: "string" },
      raw: { type: "boolean" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = parse(args, options, usage);
    const name = oneScenario(positionals, usage);
    const scenario = findScenario(name);
    const maxSteps = wholeNumber(1, "--max-steps", values["max-steps"]) ?? MAX_STEPS;
    const without = guardsNamed(values.without);
    const { eras, skipped } = kernelsToRun(name, scenario, values.era);
    const choices = values.choices === undefined ? {} : { choices: choicesOf(values.choices, scenario.actors.length) };
    const traces = tracesOf(name, scenario, eras, { without, maxSteps, ...choices });

    if (values.json) {
      process.stdout.write(`${JSON.stringify(traces, null, 2)}\n`);
    } else {
      for (const trace of traces) process.stdout.write(`${printTrace(trace, values.raw ?? false)}\n`);
      for (const line of skipped) process.stdout.write(`${paint("yellow", line)}\n`);
    }
    return traces.every(({ verdict }) => verdict.kind === "ok") ? 0 : 1;
  },
};
