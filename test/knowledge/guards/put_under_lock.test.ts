/** Without `balloon:put-under-lock` pages are put by the message to the host: where there was no message, none is put. */
import { expect, test } from "vitest";
import { ERAS, PLANS } from "../../../models/index.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";

const scenario = loadScenario(
  `
title: A balloon that has nothing to give
story: A driver deflates twice, and has one page.
machine: { pages: 4 }
drivers: { balloon: { driver: virtio-balloon } }
actors:
  owner:
    - balloon.inflate: { pages: 1, as: [p] }
    - balloon.deflate: { pages: 1 }
    - balloon.deflate: { pages: 1 }
expect: { verdict: ok, log: [] }
`,
  "nothing-to-give.yaml",
);

test.each([...ERAS, ...PLANS])("an empty deflation in $id puts no page again", (era) => {
  const { verdict } = execute(scenario, era, era.releases[0], { without: ["balloon:put-under-lock"] });
  expect(verdict).toMatchObject({ kind: "ok" });
});
