/** One exploration, watched. */
import { type Exploration, type ExploreOptions, explore } from "../explore/explore.ts";
import { type Findings, findingsOf } from "./findings.ts";
import { type Kernelled, systemOf } from "./hunt.ts";
import type { Kept } from "./locksets.ts";
import { Watched } from "./watched.ts";

/** By word: which locks are held at every store to it, in the orders that were tried. */
export function locksIn(on: Kernelled, options: ExploreOptions = {}): ReadonlyMap<string, Kept> {
  const watched = new Watched(systemOf(on), { locks: true });
  explore(watched, { ...options, findAll: true });
  return watched.locksets?.words ?? new Map();
}

export interface Watching extends Findings {
  exploration: Exploration;
  /** Locks that actors took, by name, and the functions in which several took the same one. */
  users: ReadonlyMap<string, string[]>;
}

/** What was found in the orders that were tried: all, where the exploration has no bound. */
export function watchExploration(on: Kernelled, options: ExploreOptions = {}): Watching {
  const watched = new Watched(systemOf(on));
  const exploration = explore(watched, { ...options, findAll: true });
  return { ...findingsOf(watched), exploration, users: watched.meetings.users() };
}
