/** `eras check FILE`: is the scenario well formed? Nothing is run. */
import { findScenario } from "../scenario/files.ts";
import { runnable } from "../scenario/runnable.ts";
import { type Command, oneScenario, parse } from "./command.ts";
import { paint, print } from "./terminal.ts";

const usage = "SCENARIO";

export const check: Command = {
  name: "check",
  usage,
  text: "validate a scenario without running it",
  help: `
Reads a scenario, shipped (by id) or your own (by path), and reports every mistake with its line and column.

Example:
  npm run -s eras -- check content/scenarios/balloon-compaction.yaml
`,
  run(args) {
    const { positionals } = parse(args, {}, usage);
    const scenario = findScenario(oneScenario(positionals, usage));
    const { eras, skipped } = runnable(scenario);
    print(`${paint("green", `${scenario.id}: well formed`)}, runs in ${eras.map(({ era }) => era.id).join(", ")}\n`);
    for (const line of skipped) print(`${line}\n`);
    return 0;
  },
};
