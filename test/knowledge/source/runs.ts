// Prints what each shipped scenario that leaves no guard out by itself does on the kernels of RESOLVE: a hash of each trace.
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { GUARDS } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { messageOf } from "../../../src/engine/message.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import type { Asked } from "./resolving.ts";

export function runsOf({ kernels, without, part }: Asked): Record<string, string> {
  const guards = keysOf(GUARDS).filter((guard) => without.includes(guard));
  const found: Record<string, string> = {};
  for (const { name } of kernels) {
    const kernel = must(findEra(name), "such kernel");
    for (const id of shippedScenarios().filter((_, at) => at % part.of === part.at)) {
      const scenario = findScenario(id);
      if (scenario.without.some((guard) => !guards.includes(guard)) || whyNot(scenario, kernel) !== null) continue;
      found[`${id} ${name}`] = hashOf(() =>
        execute(scenario, kernel.era, kernel.release, { without: guards, check: false, maxSteps: 2_000 }),
      );
    }
  }
  return found;
}

/** A machine that does not boot is an answer, too. */
function hashOf(run: () => unknown): string {
  let text: string;
  try {
    text = JSON.stringify(run());
  } catch (error) {
    text = messageOf(error);
  }
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(JSON.stringify(runsOf(JSON.parse(process.env.RESOLVE ?? ""))));
}
