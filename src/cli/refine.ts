/** `eras refine SCENARIO`: can the eras come to the same ends? */

import { kernelName, type ModelledKernel } from "../engine/scenario/kernel_range.ts";
import { whyNot } from "../engine/scenario/runnable.ts";
import { isKept, type Refinement, refine } from "../engine/verify/refine.ts";
import { beside } from "../knowledge/plans/beside.ts";
import { findScenario, shippedScenarios } from "../knowledge/scenarios/files.ts";
import { inFile } from "./in_file.ts";
import { EXPLORE_TIME, limitsOf } from "./limits.ts";
import { type Command, kernelsToCompare, parse, planNamed, seconds } from "./parts/command.ts";
import { paint, print, printJson, progress } from "./parts/terminal.ts";

const usage = "[SCENARIO …] [--era PLAN] [--max-time S] [--json]";

export const refineCommand: Command = {
  name: "refine",
  usage,
  text: "how each era can end, compared",
  help: `
Explores every interleaving of a scenario in each era, on its reference kernel or the first one that has the drivers, and compares the ends, as far
as a user of the API can tell them apart (what counts is written down in src/engine/verify/projection.ts). Equal sets mean that the refactorings kept behaviour there. Exit status 1 where
they are not equal and the scenario does not say why.

  SCENARIO      one or more (default: all shipped ones whose order is open)
  --era PLAN    the ends of a plan that was never built beside those of the era that it is built on
  --max-time S  seconds for each era (default ${EXPLORE_TIME}); what was not covered then is no difference, but no proof, and the exit status is 1
  --json        the results as data

Example:
  npm run -s eras -- refine
`,
  run(args) {
    const options = { era: { type: "string" }, "max-time": { type: "string" }, json: { type: "boolean" } } as const;
    const { values, positionals } = parse(args, options, usage);
    const plan = values.era === undefined ? undefined : planNamed(values.era);
    const both = plan ? Object.values(beside(plan.era, plan.release)) : [];
    const names = positionals.length > 0 ? positionals : shippedScenarios();
    const chosen = names.map((name) => ({ name, scenario: findScenario(name) }));
    // Of all of them, one that a plan can't run says nothing of it; one that was asked for fails.
    const fits = ({ scenario }: (typeof chosen)[number]) =>
      scenario.order === "open" && both.every((kernel) => whyNot(scenario, kernel) === null);
    const scenarios = positionals.length > 0 ? chosen : chosen.filter(fits);
    const maxTime = seconds("--max-time", values["max-time"]) ?? EXPLORE_TIME;
    const results: Refinement[] = [];
    for (const { name, scenario } of scenarios) {
      const { eras } = kernelsToCompare(name, scenario, values.era);
      if (!progress(scenario.id)) break;
      const limits = ({ era }: ModelledKernel) => limitsOf(`${scenario.id} on ${era.id}`, maxTime);
      const result = inFile(name, () => refine(scenario, eras, limits));
      if (!values.json) print(`${told(result)}\n`);
      results.push(result);
    }
    if (values.json) printJson(results);
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
