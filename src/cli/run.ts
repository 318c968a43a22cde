/** `eras run SCENARIO`: each era's run, step by step. */

import { ERA_IDS } from "../../models/index.ts";
import { MAX_STEPS } from "../engine/run/execute.ts";
import { stepping } from "../engine/scenario/on_memory.ts";
import { A_KERNEL } from "../engine/scenario/such_as.ts";
import { findScenario } from "../knowledge/scenarios/files.ts";
import { RUN_TIME } from "./limits.ts";
import {
  type Command,
  choicesOf,
  guardsNamed,
  kernelsToRun,
  oneScenario,
  parse,
  seconds,
  wholeNumber,
  withMemory,
} from "./parts/command.ts";
import { paint, print, printJson } from "./parts/terminal.ts";
import { printTrace } from "./print-trace.ts";
import { tracesOf } from "./traces.ts";

const usage =
  "SCENARIO [--era ERA] [--without GUARD] [--memory MODEL] [--choices LIST] [--max-steps N] [--max-time S] [--raw] [--json]";

export const run: Command = {
  name: "run",
  usage,
  text: "run a scenario, step by step",
  help: `
Runs a scenario, shipped (by id) or your own (by path), and prints every step with the words it changed.

  --era ERA         ${ERA_IDS.join(", ")}, a kernel such as ${A_KERNEL}, or all (the default): the reference kernel of each era, or the
                    first that can run it
  --without GUARD   leave a guard out of the code; several: --without A --without B
  --memory MODEL    sc (the default, if the scenario doesn't say), tso, tso-ll, pso or rmo: when a CPU's stores reach the others, and how old its loads are; "explore --help" says
                    more. An order that doesn't mention stores lets them arrive at once
  --choices LIST    instead of the scenario's order: actors by number from 0, a step each, as explore prints them; at the end
                    of the list, what is left runs in order
  --max-steps N     give up after N steps (default ${MAX_STEPS})
  --raw             with the words in hexadecimal too, as a tool that reads a crash dump prints them
  --max-time S      seconds for each era (default ${RUN_TIME}); prints an unfinished run as far as it came, with exit status 1
  --json            a list of traces as data; content/trace.md explains it

Example:
  npm run -s eras -- run balloon-compaction --era flags
`,
  run(args) {
    const options = {
      era: { type: "string" },
      without: { type: "string", multiple: true },
      memory: { type: "string" },
      choices: { type: "string" },
      "max-steps": { type: "string" },
      raw: { type: "boolean" },
      "max-time": { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = parse(args, options, usage);
    const name = oneScenario(positionals, usage);
    const scenario = withMemory(findScenario(name), values.memory);
    const maxSteps = wholeNumber(1, "--max-steps", values["max-steps"]) ?? MAX_STEPS;
    const maxTime = seconds("--max-time", values["max-time"]) ?? RUN_TIME;
    const without = guardsNamed(values.without);
    const { eras, skipped } = kernelsToRun(name, scenario, values.era);
    const choices =
      values.choices === undefined ? {} : { choices: choicesOf(values.choices, stepping(scenario).length) };
    const traces = tracesOf(name, scenario, eras, { without, maxSteps, ...choices }, maxTime);

    if (values.json) {
      printJson(traces);
    } else {
      for (const trace of traces) print(`${printTrace(trace, values.raw ?? false)}\n`);
      for (const line of skipped) print(`${paint("yellow", line)}\n`);
    }
    return traces.length === eras.length && traces.every(({ verdict }) => verdict.kind === "ok") ? 0 : 1;
  },
};
