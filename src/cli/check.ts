/** `eras check FILE`: is the scenario well formed? Nothing is run. */

import { kernelName } from "../engine/scenario/kernel_range.ts";
import { findScenario } from "../knowledge/scenarios/files.ts";
import { type Command, kernelsToRun, oneScenario, parse } from "./parts/command.ts";
import { paint, print } from "./parts/terminal.ts";

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
    const name = oneScenario(positionals, usage);
    const scenario = findScenario(name);
    const { eras, skipped } = kernelsToRun(name, scenario);
    const names = eras.map(({ era, release }) => kernelName(era.id, release.id));
    print(`${paint("green", `${scenario.id}: well formed`)}, runs in ${names.join(", ")}\n`);
    for (const line of skipped) print(`${line}\n`);
    return 0;
  },
};
