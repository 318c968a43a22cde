/** Two users for every lock: what only one actor takes, in every scenario, no analysis can find anything wrong with. */
import { expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { contendedIn } from "../../../src/engine/races/index.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

/** Locks that a scenario takes, and that no two actors ever want at once, with the reason. */
const ALONE: Record<string, string> = {
  "pglist_data.mem_hotplug_lock": "one block goes offline at a time",
  "balloon_pages_lock.lock": "only 7.2 has it, and here each era has its first kernel that can run a scenario",
  "worker_pool->lock": "in flags the thread that frees zspages never meets whoever leaves one to it",
};

const open = shippedScenarios()
  .map(findScenario)
  .filter(({ order }) => order === "open");

it.each(ERAS.map(({ id }) => id))("every lock that an actor takes is taken by another one too: %s", (id) => {
  const taken = new Set<string>();
  const contended = new Map<string, string[]>();
  for (const scenario of open) {
    const kernel = kernelsFor(scenario).find(({ era }) => era.id === id);
    if (kernel === undefined) continue;
    const users = contendedIn({ scenario, ...kernel, without: scenario.without });
    for (const [lock, calls] of users) {
      taken.add(nameOf(lock));
      if (calls.length > 1) contended.set(nameOf(lock), calls);
    }
  }
  expect(taken.size).toBeGreaterThan(5);
  const alone = [...taken].filter((lock) => !contended.has(lock) && !(lock in ALONE));
  expect(alone).toEqual([]);
});

function nameOf(word: string): string {
  return word.replace(/\.(owner|count)$/, "");
}
