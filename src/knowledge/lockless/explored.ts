/** What locks are good for, in every order of these scenarios: on the first kernel of each era that runs one, and on the others where that leaves a lock without two users. */
import { ERAS } from "../../../models/index.ts";
import { allPairs, type Kept, type LockPairs, locksTaken, merged, watchExploration } from "../../engine/races/index.ts";
import { kernelsFor, whyNot } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { type LocklessTable, whyAlone } from "./table.ts";

/** By era, then by the name of the word or the lock; an era that doesn't have it has no entry. */
export type ByEra<T> = ReadonlyMap<string, ReadonlyMap<string, T>>;

export interface ExploredLocks {
  /** Which locks are held at every store to a word. */
  kept: ByEra<Kept>;
  /** Pairs of functions, each run by another actor, that want the lock at once. */
  users: ByEra<ReadonlySet<string>>;
}

/** `goesOn`: asked before each scenario. */
export function exploreLocks(
  scenarios: readonly Scenario[],
  table: Pick<LocklessTable, "alone">,
  goesOn: (scenario: string) => boolean = () => true,
): ExploredLocks {
  const kept = new Map<string, ReadonlyMap<string, Kept>[]>(ERAS.map(({ id }) => [id, []]));
  const users = new Map<string, LockPairs[]>(ERAS.map(({ id }) => [id, []]));
  for (const scenario of scenarios) {
    if (!goesOn(scenario.id)) break;
    for (const { era, release } of kernelsFor(scenario)) {
      const found = watchExploration({ scenario, era, release, without: scenario.without }, {}, { locks: true });
      kept.get(era.id)?.push(found.kept);
      users.get(era.id)?.push(found.users);
    }
  }
  return {
    kept: new Map([...kept].map(([era, all]) => [era, merged(all)])),
    users: new Map([...users].map(([era, all]) => [era, withOthers(era, allPairs(all), scenarios, table)])),
  };
}

/** A lock may be one of another kernel alone, or have its second user there. */
function withOthers(
  id: string,
  known: Map<string, Set<string>>,
  scenarios: readonly Scenario[],
  table: Pick<LocklessTable, "alone">,
): Map<string, Set<string>> {
  const isWanted = (lock: string) => !known.get(lock)?.size && whyAlone(table, lock, id) === null;
  for (const era of ERAS.filter((each) => each.id === id)) {
    for (const release of era.releases.slice(1)) {
      for (const scenario of scenarios) {
        if (whyNot(scenario, { era, release }) !== null) continue;
        const on = { scenario, era, release, without: scenario.without };
        if (locksTaken(on).some(isWanted)) known = allPairs([known, watchExploration(on).users]);
      }
    }
  }
  return known;
}

export function namesIn<T>(eras: ByEra<T>): string[] {
  return [...new Set([...eras.values()].flatMap((all) => [...all.keys()]))].sort();
}
