// What content/plans/ says of a plan was computed. All of it is too much for a test, so here is what is quick, and that nothing is missing.
import { describe, expect, it } from "vitest";
import { PLANS } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import { guardRegister } from "../../../src/knowledge/guards/files.ts";
import { beside } from "../../../src/knowledge/plans/beside.ts";
import { cellBelow, costOf, endsOf, guardOf, scenariosOf } from "../../../src/knowledge/plans/compute.ts";
import { needless, newlyNeeded } from "../../../src/knowledge/plans/facts.ts";
import { storedFacts } from "../../../src/knowledge/plans/files.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

/** Quick ones, and of each kind one: needed, absent, and ends that differ. */
const GUARDS = ["isolate:recheck", "isolate:pin", "register:once", "type:sticky"];
const SCENARIOS = ["isolate-races-deflate", "inflate-races-isolation", "zsmalloc-module-races-rival"];

describe.each(PLANS)("the plan $id", (plan) => {
  const stored = storedFacts(plan.id);
  const { below, here } = beside(plan);
  const register = guardRegister();

  it("speaks of each guard that the era below has and that a scenario can ask the plan for", () => {
    const asked = register.filter((entry) => {
      const cell = cellBelow(plan, entry);
      const runs = (id: string) => [below, here].every((kernel) => whyNot(findScenario(id), kernel) === null);
      return cell !== undefined && scenariosOf(entry, cell).some(runs);
    });
    expect(stored.guards.map(({ guard }) => guard)).toEqual(asked.map(({ guard }) => guard));
  });

  it("speaks of each scenario whose order is open and that both can run", () => {
    const open = shippedScenarios().filter((id) => {
      const scenario = findScenario(id);
      return scenario.order === "open" && [below, here].every((kernel) => whyNot(scenario, kernel) === null);
    });
    expect(stored.ends.map(({ scenario }) => scenario).sort()).toEqual(open.sort());
  });

  it.each(GUARDS)("is today what it says of %s", (name) => {
    const entry = must(
      register.find(({ guard }) => guard === name),
      "such guard",
    );
    expect(guardOf(plan, entry, findScenario)).toEqual(stored.guards.find(({ guard }) => guard === name) ?? null);
  });

  it.each(SCENARIOS)("comes today to the ends that it says in %s", (id) => {
    expect(endsOf(plan, findScenario(id))).toEqual(stored.ends.find(({ scenario }) => scenario === id) ?? null);
  });

  it("costs what it says", () => {
    const small = stored.loads.filter(({ pages }) => pages <= 256);
    expect(small.length).toBeGreaterThan(2);
    const sizes = small.map(({ pages }) => pages);
    expect(costOf(plan, sizes)).toEqual({ loads: small, words: stored.words });
  });
});

describe("guards that a plan and the era below don't both need", () => {
  const names = (which: typeof needless) =>
    PLANS.flatMap(({ id }) => which(storedFacts(id)).map(({ guard }) => `${id} ${guard}`));

  it("are told apart", () => {
    expect(names(needless)).toContain("wilcox register:once");
    expect(names(newlyNeeded)).toContain("testset putback:flag-after-callback");
    expect(names(needless).filter((each) => names(newlyNeeded).includes(each))).toEqual([]);
  });
});
