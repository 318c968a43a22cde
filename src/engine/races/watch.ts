/** One exploration, watched. */
import { type Exploration, type ExploreOptions, explore } from "../explore/explore.ts";
import { type Findings, findingsOf } from "./findings.ts";
import { type Kernelled, systemOf } from "./hunt.ts";
import type { Kept } from "./locksets.ts";
import { Watched } from "./watched.ts";

export interface Watching extends Findings {
  exploration: Exploration;
  /** Locks that actors took, by name, and the functions in which several took the same one. */
  users: ReadonlyMap<string, string[]>;
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
  return { ...findingsOf(watched), exploration, users: watched.meetings.users(), kept };
}

/** By word: which locks are held at every store to it, in the orders that were tried. */
export function locksIn(on: Kernelled, options: ExploreOptions = {}): ReadonlyMap<string, Kept> {
  return watchExploration(on, options, { locks: true }).kept;
}
