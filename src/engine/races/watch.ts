/** One exploration, watched. */
import { type Exploration, type ExploreOptions, explore } from "../explore/explore.ts";
import { type Findings, findingsOf } from "./findings.ts";
import { type Kernelled, systemOf } from "./hunt.ts";
import type { LockPairs } from "./lock_users.ts";
import type { Kept } from "./locksets.ts";
import { Watched } from "./watched.ts";

export interface Watching extends Findings {
  exploration: Exploration;
  users: LockPairs;
  /** By word: which locks are held at every store to it. Empty where nobody asks. */
  kept: ReadonlyMap<string, Kept>;
}

/** What was found in the orders that were tried: all, where the exploration has no bound. `locks`: what is kept by which, too. */
export function watchExploration(
  on: Kernelled,
  options: ExploreOptions = {},
  { locks = false }: { locks?: boolean } = {},
): Watching {
  const watched = new Watched(systemOf(on), { locks });
  const exploration = explore(watched, { ...options, findAll: true });
  const kept = watched.locksets?.words ?? new Map();
  return { ...findingsOf(watched), exploration, users: watched.meetings.users.pairs(), kept };
}

/** Where each actor runs on until it must wait: enough to know which locks there are. */
export function locksTaken(on: Kernelled): string[] {
  const watched = new Watched(systemOf(on));
  for (let enabled = watched.enabled(); enabled !== 0; enabled = watched.enabled()) {
    if (watched.step(31 - Math.clz32(enabled & -enabled)) !== null) break;
  }
  return [...watched.meetings.users.pairs().keys()];
}
