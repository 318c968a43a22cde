/**
 * content/lockless.yaml against every open scenario and some programs that nobody wrote, on every kernel: nothing is missing there, and nothing needless. And two users for every lock: with what
 * only one actor takes, in every scenario, no analysis can find anything wrong.
 */
import { describe, expect, it } from "vitest";
import { ERA_IDS, ERAS } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { allPairs, type LockPairs, watchExploration } from "../../../src/engine/races/index.ts";
import { onceForAlike } from "../../../src/engine/run/alike.ts";
import type { ModelledKernel } from "../../../src/engine/scenario/kernel_range.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import type { Scenario } from "../../../src/engine/scenario/scenario.ts";
import { locklessTable } from "../../../src/knowledge/lockless/files.ts";
import { Held, NOTHING } from "../../../src/knowledge/lockless/hold.ts";
import { rowsOf, titleOf } from "../../../src/knowledge/lockless/table.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { EXECUTIONS, programs, scenarioOf } from "../../../src/tools/bench/races/programs.ts";
import { STAGES } from "../../suite/kernels.ts";
import { PROGRAMS } from "./programs.ts";

const open = shippedScenarios()
  .map(findScenario)
  .filter(({ order }) => order === "open");

const generated = [...programs(2), ...programs(3)].filter(({ name }) => PROGRAMS.includes(name)).map(scenarioOf);

describe("what kernel code does without a lock", () => {
  const table = locklessTable();
  // Those of plans are held by test/knowledge/plans.
  const held = new Held(rowsOf(ERA_IDS, table));
  const kernels = ERAS.flatMap((era) => era.releases.map((release) => ({ era, release })));
  /** Of kernels that are alike to a scenario, one is explored. */
  const watching = new Map(
    [...open, ...generated].map((scenario) => {
      const limits = generated.includes(scenario) ? { maxExecutions: EXECUTIONS } : {};
      const watch = onceForAlike((on) => {
        const { exploration, ...found } = watchExploration({ scenario, ...on, without: scenario.without }, limits);
        return { ...found, bound: exploration.bound };
      });
      return [scenario, watch];
    }),
  );
  const watched = (scenario: Scenario, on: ModelledKernel) => must(watching.get(scenario), scenario.id)(on);
  const shown = new Map(open.map(({ id }) => [id, new Held(table)]));
  const users = new Map<string, LockPairs[]>(ERAS.map(({ id }) => [id, []]));

  it.each(kernels)("stands in the table: $era.id, Linux $release.id", (kernel) => {
    const seen = must(users.get(kernel.era.id), "users");
    for (const scenario of open) {
      if (whyNot(scenario, kernel) !== null) continue;
      const found = watched(scenario, kernel);
      expect(found.bound, scenario.id).toBeNull();
      expect(held.beyond(kernel, found), scenario.id).toEqual(NOTHING);
      shown.get(scenario.id)?.beyond(kernel, found);
      seen.push(found.users);
    }
  });

  it("is asked of the programs that are named", () => {
    expect(generated.map(({ id }) => id).sort()).toEqual([...PROGRAMS].sort());
  });

  it.each(kernels)("stands in the table, in programs that nobody wrote: $era.id, Linux $release.id", (kernel) => {
    for (const scenario of generated) {
      if (whyNot(scenario, kernel) !== null) continue;
      const found = watched(scenario, kernel);
      expect(held.beyond(kernel, found), scenario.id).toEqual(NOTHING);
    }
  });

  it.each(STAGES)("stands in the table: $era.id, $release.source", (kernel) => {
    for (const id of ["compaction-or-deflation", "huge-page", "isolate-races-inflate"]) {
      const found = watched(
        must(
          open.find((scenario) => scenario.id === id),
          id,
        ),
        kernel,
      );
      expect(held.beyond(kernel, found), id).toEqual(NOTHING);
    }
  });

  it.each(ERAS.map(({ id }) => id))("has two users for every lock: %s", (id) => {
    const pairs = allPairs(must(users.get(id), "users"));
    expect(pairs.size).toBeGreaterThan(5);
    const alone = [...pairs].filter(([, each]) => each.size === 0).map(([lock]) => lock);
    expect(alone.sort()).toEqual(table.alone.filter(({ eras }) => eras.includes(id)).map(({ lock }) => lock));
  });

  // After the kernels: it asks what none of them needed.
  it("is all needed", () => {
    expect(held.needless(kernels)).toEqual([]);
    expect(held.unsaid()).toEqual([]);
  });

  it("says of a read which scenario shows it", () => {
    const wrong = rowsOf(ERA_IDS, table).accesses.flatMap((row) =>
      "scenario" in row.shown && !shown.get(row.shown.scenario)?.needs(row) ? [titleOf(row)] : [],
    );
    expect(wrong).toEqual([]);
  });

  it("names scenarios that there are", () => {
    const named = table.accesses.flatMap(({ shown }) => ("scenario" in shown ? [shown.scenario] : []));
    expect(named.filter((id) => !shippedScenarios().includes(id))).toEqual([]);
  });
});
