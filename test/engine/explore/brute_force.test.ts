/** The reduction against brute force, on real scenarios: the same ends, and the same kinds of violation. */

import { describe, expect, it } from "vitest";
import type { Era, Release } from "../../../models/era.ts";
import { ERAS, findEra } from "../../../models/index.ts";
import { type ExploreOptions, explore } from "../../../src/engine/explore/explore.ts";
import { must } from "../../../src/engine/must.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import type { Scenario } from "../../../src/engine/scenario/scenario.ts";
import { ScenarioSystem, type ScenarioSystemOptions } from "../../../src/engine/verify/scenario_system.ts";
import { guardRegister } from "../../../src/knowledge/guards/files.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { countInterleavings } from "../../../src/tools/bench/explore/count.ts";

const EVERY_STATE: ExploreOptions = { reduction: "none" };
const EVERY_ORDER: ExploreOptions = { reduction: "none", cut: "none" };
/** Orders that take some tenths of a second to try. */
const FEW = 40_000;

type Kernel = { era: Era; release: Release };

function found(
  scenario: Scenario,
  { era, release }: Kernel,
  options: ExploreOptions,
  how: ScenarioSystemOptions = { invariants: false },
) {
  const system = new ScenarioSystem(scenario, era, release, how);
  const { outcomes, violations } = explore(system, { ...options, findAll: true });
  return { ends: [...outcomes.keys()].sort(), violations: violations.map(({ kind }) => kind).sort() };
}

it("finds in shipped scenarios what trying every order finds, wherever there are not too many", () => {
  let compared = 0;
  for (const scenario of shippedScenarios().map(findScenario)) {
    if (scenario.order !== "open") continue;
    for (const kernel of kernelsFor(scenario)) {
      const system = new ScenarioSystem(scenario, kernel.era, kernel.release, { invariants: false });
      if (countInterleavings(system).interleavings > FEW) continue;
      compared++;
      const all = found(scenario, kernel, EVERY_ORDER);
      for (const cut of ["sleep", "cache"] as const) expect(found(scenario, kernel, { cut })).toEqual(all);
    }
  }
  expect(compared).toBeGreaterThanOrEqual(30);
});

/** Each guard in one of its eras: faults, broken invariants and lines of the log come in all orders. */
const broken = guardRegister().flatMap(({ guard, eras }) =>
  Object.entries(eras)
    .flatMap(([era, cell]) => ("absent" in cell ? [] : [{ guard, era, scenario: cell.scenario }]))
    .slice(-1),
);
it.each(broken)(
  "finds without $guard what trying every state of $scenario on $era finds",
  ({ guard, era, scenario }) => {
    const kernel = must(findEra(era), `kernel ${era}`);
    const without = [guard, ...findScenario(scenario).without];
    const find = (options: ExploreOptions) => found(findScenario(scenario), kernel, options, { without });
    expect(find({})).toEqual(find(EVERY_STATE));
  },
);

/** The name is looked up when `get` begins, which is when `unlock` ends. */
const NAMES = `
title: A name that moves
story: Which page is p?
sources: ["a test"]
setup: [ { map: { pages: 2, as: [p, q] } } ]
actors:
  looker: [ { lock: { page: q } }, { unlock: { page: q } }, { get: { page: p } } ]
  namer: [ { alloc: { pages: 1, as: [p] } } ]
order: open
expect: { node: { NR_ISOLATED_ANON: 0 } }
`;

describe.each(ERAS)("what actors share besides the memory, on $id", (era) => {
  const kernel = { era, release: era.releases[0] };

  it("is what pages are called: an operation may find another page under a name", () => {
    const scenario = loadScenario(NAMES, "names.yaml");
    const all = found(scenario, kernel, EVERY_STATE);
    expect(all.ends).toHaveLength(2);
    for (const cut of ["none", "sleep", "cache"] as const) expect(found(scenario, kernel, { cut })).toEqual(all);
  });
});

it("tells states apart by what was logged", () => {
  const scenario = findScenario("compaction-races-reuse");
  const kernel = must(findEra("flags"), "kernel flags");
  const how: ScenarioSystemOptions = { invariants: false, without: ["mark:type"] };
  expect(found(scenario, kernel, EVERY_STATE, how)).toEqual(found(scenario, kernel, { cut: "sleep" }, how));
});
