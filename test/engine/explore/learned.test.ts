/** Steps that are known are as good as run: the same ends as running the kernel code, and undoing is as good as starting again. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { GuardName } from "../../../models/guards.ts";
import { ERAS } from "../../../models/index.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import type { System } from "../../../src/engine/explore/system.ts";
import { Checker } from "../../../src/engine/run/check.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";
import { ScenarioSystem } from "../../../src/engine/verify/scenario_system.ts";

afterEach(() => vi.restoreAllMocks());

/** Names that an actor gives while another looks for them, objects that come and go, locks that are waited for. */
const SCENARIOS = [
  `title: A balloon shrinks while its pages are moved
story: Who comes first?
sources: ["mm/migrate.c, 5.10"]
drivers: { balloon: { driver: virtio-balloon } }
setup: [ { balloon.inflate: { pages: 2, as: [p, q] } } ]
actors:
  scanner: [ { isolate: { page: p } }, { migrate: {} }, { putback: {} } ]
  owner: [ { balloon.deflate: { pages: 2 } }, { balloon.inflate: { pages: 1, as: [p] } } ]
order: open
expect: { node: { NR_ISOLATED_ANON: 0 } }`,
  `title: An object is freed while its page is moved
story: Who comes first?
sources: ["mm/zsmalloc.c, 5.10"]
machine: { zones: [{ name: Normal, pages: 4 }], pageblock: 4, block: 4, contents: true }
drivers: { zram: { driver: zsmalloc, objects: 2 } }
setup: [ { zram.malloc: { size: 8, as: [p] } } ]
actors:
  scanner: [ { isolate: { page: p } }, { migrate: {} }, { putback: {} } ]
  owner: [ { zram.free: { object: p } }, { zram.malloc: { size: 8, as: [p] } } ]
order: open
expect: { node: { NR_ISOLATED_ANON: 0 } }`,
].map((text, number) => loadScenario(text, `${number}.yaml`));
const WITHOUT: GuardName[][] = [[], ["isolate:recheck"]];

/** Cannot undo: the explorer starts again and replays. */
function forgetful(system: System): System {
  return Object.create(system, { undoTo: { value: undefined } });
}

describe.each(ERAS)("$id", (era) => {
  const release = era.releases[0];
  describe.each(SCENARIOS)("$title", (scenario) => {
    it("comes to the ends that running it comes to", () => {
      for (const without of WITHOUT) {
        const system = new ScenarioSystem(scenario, era, release, { invariants: false, without });
        const { outcomes, violations } = explore(system, { findAll: true, maxExecutions: 3000 });
        expect(outcomes.size).toBeGreaterThan(1);
        for (const [outcome, { choices }] of outcomes) {
          const { end } = execute(scenario, era, release, { choices, without, check: false });
          expect(end).toEqual(JSON.parse(outcome));
        }
        for (const { kind, choices } of violations) {
          const { verdict } = execute(scenario, era, release, { choices, without, check: false });
          expect(verdict.kind).toBe(kind);
        }
      }
    });

    it.each([
      { invariants: false },
      { invariants: true },
      { invariants: true, without: ["isolate:recheck", "putback:released"] satisfies GuardName[] },
    ])("explores the same whether it undoes steps or starts again: %o", (how) => {
      const system = () => new ScenarioSystem(scenario, era, release, how);
      const options = { findAll: true, maxExecutions: 1000 };
      const { steps, ...found } = explore(system(), options);
      const { steps: replayed, ...again } = explore(forgetful(system()), options);
      expect(found).toEqual(again);
      expect(steps).toBeLessThan(replayed);
    });
  });
});

describe("a state", () => {
  it("is told apart by what the checker remembers too", () => {
    const [scenario] = SCENARIOS as [(typeof SCENARIOS)[number]];
    const [era] = ERAS;
    const system = new ScenarioSystem(scenario, era, era.releases[0]);
    const key = () => {
      system.reset();
      system.step(0);
      return `${system.hashA} ${system.hashB}`;
    };
    const before = key();
    expect(key()).toBe(before);
    vi.spyOn(Checker.prototype, "remembersTheSame", "get").mockReturnValue(false);
    vi.spyOn(Checker.prototype, "remembered", "get").mockReturnValue("something else");
    expect(key()).not.toBe(before);
  });
});
