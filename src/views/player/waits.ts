/** What an actor waits for, as far as it is known. */
import type { TraceStep } from "../../engine/trace/trace.ts";
import type { LockHolder } from "./holders.ts";

/** "the lock of page 0, which scanner has held since isolate:trylock". */
export function waitedFor(waits: string, locks: readonly LockHolder[], steps: readonly TraceStep[]): string {
  const [found] = locks.filter(({ lock }) => isThatLock(waits, lock));
  if (!found) return waits;
  const { lock, holder, since } = found;
  const what = lock.startsWith("page ") ? `the lock of ${lock}` : lock;
  return `${what}, which ${holder} has held${since === null ? "" : ` since ${steps[since]?.step}`}`;
}

/** "page 0 flags" is where a page's lock is; an owner is where that of another is. */
function isThatLock(waits: string, lock: string): boolean {
  return waits === `${lock} flags` || waits.replace(/\.?owner$/, "").trim() === lock;
}
