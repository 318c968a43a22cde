/** `eras list`: the shipped scenarios. */

import { kernelName } from "../engine/scenario/kernel_range.ts";
import { kernelsFor } from "../engine/scenario/runnable.ts";
import { findScenario, shippedScenarios } from "../knowledge/scenarios/files.ts";
import { type Command, parse, UsageError } from "./parts/command.ts";
import { table } from "./parts/table.ts";
import { paint, print, printJson } from "./parts/terminal.ts";

const usage = "[--json]";

export const list: Command = {
  name: "list",
  usage,
  text: "the shipped scenarios",
  help: `
Lists the scenarios in content/scenarios with the eras that they run in, or the kernel of an era where its reference kernel cannot run it.

  --json   as data

Example:
  npm run -s eras -- list
`,
  run(args) {
    const { values, positionals } = parse(args, { json: { type: "boolean" } }, usage);
    if (positionals.length > 0) throw new UsageError(`unexpected "${positionals[0]}"`, usage);
    const scenarios = shippedScenarios()
      .map(findScenario)
      .map((scenario) => ({
        id: scenario.id,
        title: scenario.title,
        actors: scenario.actors.map(({ name }) => name),
        order: typeof scenario.order === "string" ? scenario.order : "switches",
        eras: kernelsFor(scenario).map(({ era, release }) => kernelName(era.id, release.id)),
      }));
    if (values.json) {
      printJson(scenarios);
      return 0;
    }
    const rows = scenarios.map(({ id, title, actors, eras }) => [[id], [title], [actors.join(", ")], [eras.join(" ")]]);
    print(
      table(
        [{ title: "scenario", format: () => "bold" }, { title: "what" }, { title: "actors" }, { title: "eras" }],
        rows,
      ),
    );
    print(`\n${paint("dim", `Run one:  npm run -s eras -- compare ${scenarios[0]?.id ?? "ID"}`)}\n`);
    return 0;
  },
};
