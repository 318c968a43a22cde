/** The example in content/trace.md: a step of the default scenario, as `run --json` prints it. */
import { NEWEST } from "../../models/index.ts";
import { execute } from "../engine/run/execute.ts";
import { findScenario } from "../knowledge/scenarios/files.ts";
import { indexModels } from "../knowledge/source/files.ts";

/** The text, with the example as it is now. */
export function withExample(markdown: string): string {
  const trace = execute(findScenario("balloon-compaction"), NEWEST, NEWEST.releases[0]);
  const step = indexModels()
    .withPlaces(trace)
    .steps.find((each) => each.step === "isolate:call-ops");
  return markdown.replace(/(?<=```json\n)[\s\S]*?(?=```)/, () => `${JSON.stringify(step, null, 2)}\n`);
}
