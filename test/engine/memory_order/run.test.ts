/** Weak memory in scenarios: as a choice of the run, in traces, and in scenario files. */
import { describe, expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { withDrains } from "../../../models/machine/drains.ts";
import { MAX_ACTORS } from "../../../src/engine/explore/actors.ts";
import { type ExploreOptions, explore } from "../../../src/engine/explore/explore.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";
import { onMemory, stepping } from "../../../src/engine/scenario/on_memory.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { changesIn } from "../../../src/engine/trace/text.ts";
import { ScenarioSystem } from "../../../src/engine/verify/scenario_system.ts";
import { replay, verify } from "../../../src/engine/verify/verify.ts";
import { writtenScenario } from "../../../src/engine/verify/written.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

const scenario = onMemory(findScenario("isolate-races-slab"), "pso");
const { era, release } = must(findEra("mops@6.12"), "mops@6.12");
const found = verify(scenario, era, release, { without: ["slab:wmb-untype"] });
const choices = found.counterexample?.choices ?? [];

it.each(["tso", "pso"] as const)("%s: no machine has more actors than an explorer takes", (memory) => {
  for (let cpus = 1; cpus <= MAX_ACTORS; cpus++) {
    const actors = Array.from({ length: cpus }, (_, cpu) => `cpu${cpu}`);
    expect(withDrains(actors, memory).length, `${cpus}`).toBeLessThanOrEqual(MAX_ACTORS);
  }
  expect(withDrains(["a"], memory).length).toBeGreaterThan(1);
});

describe("a store that overtakes another", () => {
  it("goes wrong", () => {
    expect(found.verdict).toBe("list-corruption");
  });

  it("is under way in the trace, and arrives in a step of its own", () => {
    const trace = replay(scenario, era, release, found, choices);
    expect(trace.actors).toEqual(stepping(scenario));
    const lines = trace.steps.map((step) => [step.actor, step.step, ...changesIn(step)]);
    expect(lines).toContainEqual([
      "allocator",
      "slab:empty",
      expect.stringMatching(/^stores under way: .*page 0 mapping = NULL$/),
    ]);
    const arrives = lines.find(([actor, , ...changes]) => {
      return actor?.startsWith("allocator's stores") && changes.includes("page 0 page_type: slab → no type");
    });
    expect(arrives?.[1]).toBe("stores:drain");
  });

  it("is a scenario file that runs to the same end", () => {
    const text = writtenScenario(scenario, found);
    expect(text).toContain("memory: pso");
    const { verdict } = execute(loadScenario(text, "written.yaml"), era, release);
    expect(verdict).toMatchObject({ kind: "ok", foretold: "list-corruption" });
  });
});

describe("a drain, which never looks whether there is something to do", () => {
  it.each([[], ["isolate:slab-after"]] as const)(
    "hides no end and no fault from the reduction (without %s)",
    (...without) => {
      const found = (options: ExploreOptions) => {
        const system = new ScenarioSystem(onMemory(scenario, "tso"), era, release, { without, invariants: false });
        const { outcomes, violations, bound } = explore(system, { findAll: true, ...options });
        return { bound, ends: [...outcomes.keys()].sort(), kinds: violations.map(({ kind }) => kind).sort() };
      };
      const all = found({ reduction: "none" });
      expect(all.kinds.length).toBe(without.length);
      for (const cut of ["cache", "sleep"] as const) expect(found({ cut })).toEqual(all);
    },
  );
});

describe("an order that does not speak of stores", () => {
  it("lets them arrive at once, and ends as the scenario says", () => {
    const several = shippedScenarios().filter((id) => [2, 3, 4, 5].includes(findScenario(id).actors.length));
    const runs = several.flatMap((id, at) => {
      const memory = at % 2 === 0 ? ("tso" as const) : ("pso" as const);
      const kernels = kernelsFor(findScenario(id)).slice(-1);
      return kernels.map(({ era, release }) => ({ id, ...execute(onMemory(findScenario(id), memory), era, release) }));
    });
    expect(runs.filter(({ verdict }) => verdict.kind !== "ok").map(({ id }) => id)).toEqual([]);
    expect(runs.some(({ steps }) => steps.some(({ step }) => step === "stores:drain"))).toBe(true);
  });
});

describe("a scenario file with a memory", () => {
  const file = (machine: string, order: string) => `title: T
story: S
machine: ${machine}
actors:
${["a", "b", "c", "d", "e", "f"].map((name) => `  ${name}: [{ get: { page: 0 } }]`).join("\n")}
order: ${order}
expect: { verdict: ok }
`;
  it("can say when stores arrive", () => {
    expect(() => loadScenario(file("{ memory: tso }", `[{ "a's stores": rest }]`), "t.yaml")).not.toThrow();
    expect(() => loadScenario(file("{}", `[{ "a's stores": rest }]`), "t.yaml")).toThrow(/a's stores/);
  });
  it("keeps a counterexample in which a CPU reads what no longer holds", () => {
    const late = onMemory(findScenario("isolate-races-slab"), "tso-ll");
    const found = verify(late, era, release, { without: ["isolate:rmb-type"] });
    const again = loadScenario(writtenScenario(late, found), "again.yaml");
    const { verdict } = execute(again, era, release, { without: again.without, check: false });
    expect(verdict).toMatchObject({ kind: "ok", foretold: found.verdict });
  });
  it("has no more actors than the machine has room for", () => {
    expect(() => loadScenario(file("{ memory: pso }", "open"), "t.yaml")).toThrow(/at most 5 actors/);
  });
});
