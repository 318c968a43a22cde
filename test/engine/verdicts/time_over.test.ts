/** What was found is told, although the time was over by then. */
import { expect, it } from "vitest";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";

const scenario = findScenario("isolate-races-deflate");
const without = ["isolate:recheck-isolated", "balloon:off-list"] as const;

it.each(kernelsFor(scenario))("on $era.id", ({ era, release }) => {
  const inTime = verify(scenario, era, release, { without });
  let isOver = false;
  const late = verify(scenario, era, release, {
    without,
    limit: () => (isOver ? "1 s" : null),
    // From here on the set-up is done.
    watch(system) {
      isOver = true;
      return system;
    },
  });
  expect(late.counterexample).not.toBeNull();
  expect(late).toMatchObject({ verdict: inTime.verdict, message: inTime.message });
});
