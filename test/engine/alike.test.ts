/** What is known of a run on one kernel is known of those that are alike to it, and of no other. Of whole explorations: test/review/alike.test.ts. */
import { expect, test } from "vitest";
import { ERAS, findEra } from "../../models/index.ts";
import { must } from "../../src/engine/must.ts";
import { onceForAlike } from "../../src/engine/run/alike.ts";
import { execute } from "../../src/engine/run/execute.ts";
import type { ModelledKernel } from "../../src/engine/scenario/kernel_range.ts";
import { whyNot } from "../../src/engine/scenario/runnable.ts";
import { findScenario, shippedScenarios } from "../../src/knowledge/scenarios/files.ts";

const KERNELS = ERAS.flatMap((era) => [...era.releases, ...era.stages].map((release) => ({ era, release })));
const SCENARIOS = shippedScenarios()
  .map(findScenario)
  .filter((_, at) => at % 24 === 7);

test.each(SCENARIOS)("$id: a run that is known is the one that there is", (scenario) => {
  const run = ({ era, release }: ModelledKernel) => {
    // What a scenario expects depends on the name of the kernel.
    const { kernel: _, ...trace } = execute({ ...scenario, expect: {}, eras: {} }, era, release);
    return trace;
  };
  const once = onceForAlike(run);
  for (const on of KERNELS.filter((each) => whyNot(scenario, each) === null))
    expect(once(on), `${on.era.id}@${on.release.id}`).toEqual(run(on));
});

test("kernels are alike where they answer alike what is asked, with the same flags and types, in the same era", () => {
  const kernel = (name: string) => must(findEra(name), name);
  const asked: string[] = [];
  const once = onceForAlike(({ era, release }) => {
    asked.push(`${era.id}@${release.id}`);
    return release.differences.has("freed-shortcut");
  });
  const first = kernel("flags@6.17");
  expect(["flags@6.17", "flags@6.17.0", "flags@6.19", "flags@6.17"].map((name) => once(kernel(name)))).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect(asked).toEqual(["flags@6.17", "flags@6.17.0"]);
  once({ ...first, release: { ...first.release, types: { ...first.release.types } } });
  once({ ...first, release: { ...first.release, flags: { ...first.release.flags } } });
  once({ ...first, era: kernel("mops").era });
  expect(asked).toHaveLength(5);
});
