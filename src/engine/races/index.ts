/** Watches an exploration: who meets whom without a lock, which steps are more than one access, and which locks are held where. */
export { bareIn, type Reached } from "./bare.ts";
export {
  type Coverage,
  coverageOf,
  type Findings,
  findingsOf,
  type Lockless,
  type Marking,
  type NotOneStep,
  type Race,
} from "./findings.ts";
export { type Kernelled, shortestOf } from "./hunt.ts";
export { allPairs, type LockPairs } from "./lock_users.ts";
export { type Kept, merged } from "./locksets.ts";
export { lockName } from "./recorder.ts";
export { reportOf, reportText } from "./report.ts";
export { locksTaken, watchExploration } from "./watch.ts";
export { Watched } from "./watched.ts";
