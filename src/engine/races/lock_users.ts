/** Who wants one and the same lock: functions of two actors, in pairs. A lock that only one actor takes is none, and no analysis can say anything of it. */
import { callOf, type Site } from "./events.ts";
import { nameOfLock } from "./holding.ts";

/** By the name of a lock: "balloon_page_isolate × balloon_page_putback"; none where nobody else took it. */
export type LockPairs = ReadonlyMap<string, ReadonlySet<string>>;

export class LockUsers {
  /** Taken by more than one actor. */
  readonly shared = new Set<number>();
  /** By the lock, and half of one more where it is tried for reading. */
  private readonly triers = new Map<number, Set<number>>();
  private readonly known = new Map<number, { name: string; calls: Map<number, Set<string>> }>();

  took(actor: number, { lock, site }: { lock: number; site: Site }): void {
    let taken = this.known.get(lock);
    if (taken === undefined) {
      taken = { name: nameOfLock(site.word), calls: new Map() };
      this.known.set(lock, taken);
    }
    const mine = taken.calls.get(actor);
    if (mine !== undefined) mine.add(callOf(site));
    else taken.calls.set(actor, new Set([callOf(site)]));
    if (taken.calls.size > 1) this.shared.add(lock);
  }

  tried(actor: number, { lock, isShared }: { lock: number; isShared: boolean }): void {
    // Locks are whole numbers: the half beside one is its readers'.
    const key = isShared ? lock + 0.5 : lock;
    const known = this.triers.get(key);
    if (known === undefined) this.triers.set(key, new Set([actor]));
    else known.add(actor);
  }

  /** Does somebody else see at once who has it, instead of waiting? Readers do not see each other. */
  isTried(lock: number, by: { actor: number; isShared: boolean }): boolean {
    const keys = by.isShared ? [lock] : [lock, lock + 0.5];
    return keys.some((key) => [...(this.triers.get(key) ?? [])].some((each) => each !== by.actor));
  }

  pairs(): LockPairs {
    const pairs = new Map<string, Set<string>>();
    for (const { name, calls } of this.known.values()) {
      const found = pairs.get(name) ?? new Set();
      pairs.set(name, found);
      const all = [...calls.values()];
      for (const [at, mine] of all.entries()) {
        for (const other of all.slice(at + 1)) {
          for (const one of mine) for (const two of other) found.add([one, two].sort().join(" × "));
        }
      }
    }
    return pairs;
  }
}

/** Of several explorations. */
export function allPairs(explored: Iterable<LockPairs>): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const each of explored) {
    for (const [name, pairs] of each) all.set(name, new Set([...(all.get(name) ?? []), ...pairs]));
  }
  return all;
}
