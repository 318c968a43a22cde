/** `eras refine SCENARIO`: can the eras come to the same ends? */
import { isKept, type Refinement, refine } from "../explore/refine.ts";
import { findScenario, shippedScenarios } from "../scenario/files.ts";
import { kernelName } from "../scenario/kernel_range.ts";
import { type Command, kernelsToRun, parse } from "./command.ts";
import { progress } from "./progress.ts";
import { paint } from "./table.ts";

const usage = "[SCENARIO …] [--json]";

export const refineCommand: Command = {
  name: "refine",
  usage,
  text: "the ends that each era can come to, compared",
  help: `
Explores every interleaving of a scenario in each era, on its reference kernel or the first one that has the drivers, and compares the ends, as far
as a user of the API can tell them apart (what counts is written down in src/explore/projection.ts). Equal sets mean that the refactorings kept behaviour there. Exit status 1 where
they are not equal and the scenario does not say why.

  SCENARIO   one or more (default: all shipped ones whose order is open)
  --json     the results as data

Example:
  npm run -s eras -- refine
`,
  run(args) {
    const { values, positionals } = parse(args, { json: { type: "boolean" } }, usage);
    const names = positionals.length > 0 ? positionals : shippedScenarios();
    const chosen = names.map((name) => ({ name, scenario: findScenario(name) }));
    const scenarios = positionals.length > 0 ? chosen : chosen.filter(({ scenario: { order } }) => order === "open");
    const results = scenarios.map(({ name, scenario }) => {
      const { eras } = kernelsToRun(name, scenario);
      progress(scenario.id);
      const result = refine(scenario, eras);
      progress("");
      if (!values.json) process.stdout.write(`${told(result)}\n`);
      return result;
    });
    if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    return results.every(isKept) ? 0 : 1;
  },
};

function told(result: Refinement): string {
  const { scenario, verdict, eras, differences } = result;
  const sets = eras.map(({ id, release, ends, bound, violations }) => {
    const more = [bound && `stopped at ${bound}`, ...violations].filter((each) => each);
    return [`${kernelName(id, release)} ${ends} ${ends === 1 ? "end" : "ends"}`, ...more].join(", ");
  });
  const lines = [
    `${paint("bold", scenario)}: ${paint(isKept(result) ? "green" : "red", verdict)} (${sets.join("; ")})`,
  ];
  for (const { in: having, notIn, witness, told: end } of differences) {
    const facts = Object.entries(end).map(([path, value]) => `${path} ${JSON.stringify(value)}`);
    lines.push(`  only ${having.join(" and ")}, not ${notIn.join(" and ")}: ${facts.join(", ")}`);
    lines.push(
      `    on ${witness.era}: ${witness.choices.join(" ")}${witness.isShortest ? "" : " (not proven to be the shortest)"}`,
    );
  }
  return lines.join("\n");
}
