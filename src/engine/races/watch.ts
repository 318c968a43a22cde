/** One exploration, watched. */
import { type Exploration, type ExploreOptions, explore } from "../explore/explore.ts";
import { type Findings, findingsOf } from "./findings.ts";
import { type Kernelled, systemOf } from "./hunt.ts";
import { Watched } from "./watched.ts";

/** What was found in the orders that were tried: all, where the exploration has no bound. */
export function watchExploration(on: Kernelled, options: ExploreOptions = {}): Findings & { exploration: Exploration } {
  const watched = new Watched(systemOf(on));
  const exploration = explore(watched, { ...options, findAll: true });
  return { ...findingsOf(watched), exploration };
}
