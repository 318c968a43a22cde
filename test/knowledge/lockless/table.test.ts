/**
 * content/lockless.yaml against every open scenario of every era: nothing is missing there, and nothing needless. And two users for every lock: with what
 * only one actor takes, in every scenario, no analysis can find anything wrong.
 */
import { describe, expect, it } from "vitest";
import { ERAS, NEWEST } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { watchExploration } from "../../../src/engine/races/index.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { guardRegister } from "../../../src/knowledge/guards/files.ts";
import { locklessTable } from "../../../src/knowledge/lockless/files.ts";
import { Held } from "../../../src/knowledge/lockless/hold.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

/** Locks that a scenario takes, and that no two actors ever want at once, with the reason. */
const ALONE: Record<string, string> = {
  "pglist_data.mem_hotplug_lock": "one block goes offline at a time",
  "balloon_pages_lock.lock":
    "only 7.0 and later have it, and here each era has its first kernel that can run a scenario",
  "worker_pool->lock": "in flags the thread that frees zspages never meets whoever leaves one to it",
};

const open = shippedScenarios()
  .map(findScenario)
  .filter(({ order }) => order === "open");

describe("what kernel code does without a lock", () => {
  const table = locklessTable();
  const held = new Held(table);

  it.each(ERAS.map(({ id }) => id))("stands in the table, and every lock has two users: %s", (id) => {
    const taken = new Set<string>();
    const contended = new Set<string>();
    for (const scenario of open) {
      const kernel = kernelsFor(scenario).find(({ era }) => era.id === id);
      if (kernel === undefined) continue;
      const found = watchExploration({ scenario, ...kernel, without: scenario.without });
      expect(found.exploration.bound, scenario.id).toBeNull();
      expect(held.beyond(kernel.era, found), scenario.id).toEqual({ races: [], lockless: [], steps: [] });
      for (const [word, calls] of found.users) {
        const lock = word.replace(/\.(owner|count)$/, "");
        taken.add(lock);
        if (calls.length > 1) contended.add(lock);
      }
    }
    expect(taken.size).toBeGreaterThan(5);
    expect([...taken].filter((lock) => !contended.has(lock) && !(lock in ALONE))).toEqual([]);
  });

  // What only the newest kernel does is shown by the guards that only it has.
  it("stands in the table: what came with the newest kernel", () => {
    const release = must(NEWEST.releases.at(-1), "newest kernel");
    const own = guardRegister().flatMap(({ eras }) => eras[`${NEWEST.id}@${release.id}`] ?? []);
    const cells = own.flatMap((cell) => ("absent" in cell ? [] : [findScenario(cell.scenario)]));
    expect(cells).not.toEqual([]);
    for (const scenario of cells) {
      const found = watchExploration({ scenario, era: NEWEST, release, without: scenario.without });
      expect(held.beyond(NEWEST, found), scenario.id).toEqual({ races: [], lockless: [], steps: [] });
    }
  });

  // After the kernels: it asks what none of them needed.
  it("is all needed", () => {
    expect(held.needless()).toEqual([]);
  });

  it("names scenarios that there are", () => {
    const named = table.accesses.flatMap(({ shown }) => ("scenario" in shown ? [shown.scenario] : []));
    expect(named.filter((id) => !shippedScenarios().includes(id))).toEqual([]);
  });
});
