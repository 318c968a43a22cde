/** A plan whose pages aren't counted is asked for no references, unless a scenario says of that plan what it expects. */
import { expect, test } from "vitest";
import { PLANS } from "../../../models/index.ts";
import { expectedOn } from "../../../src/engine/run/expect.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";

const UNCOUNTED = PLANS.filter(({ uncounted }) => uncounted);
const scenarioFor = (eras: string) =>
  loadScenario(
    `title: T
story: S
drivers: { balloon: { driver: virtio-balloon } }
setup: [{ balloon.inflate: { pages: 1, as: [p] } }]
actors: { nobody: [{ putback: }] }
expect: { verdict: ok, pages: { p: { owner: balloon, refcount: 1 } } }
${eras}`,
    "t.yaml",
  );

test.each(UNCOUNTED)("$id", (era) => {
  const [release] = era.releases;
  const said = `eras: { ${era.id}: { expect: { pages: { p: { refcount: 7 } } }, reason: R, source: "a mail" } }`;
  expect(expectedOn(scenarioFor(""), { era, release }).pages).toEqual({ p: { owner: "balloon", refcount: 0 } });
  expect(expectedOn(scenarioFor(said), { era, release }).pages).toEqual({ p: { owner: "balloon", refcount: 7 } });
});

test("there is one", () => {
  expect(UNCOUNTED).not.toEqual([]);
});
