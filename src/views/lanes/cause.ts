/**
 * Why a step came out as it did: the last step of somebody else that wrote to a word which this one read. Wider than a crossing (engine/why): the reader
 * may have looked since, and seen too little.
 */
import type { TraceStep } from "../../engine/trace/trace.ts";

/** A lock that was taken, or given back, decides nothing: it only says who comes first. */
const LOCK = /^(taken by |released$|[+-]PG_locked$)/;

/** Null: nobody else wrote to any of them. */
export function causeOf(steps: readonly TraceStep[], at: number): number | null {
  const reader = steps[at];
  if (reader === undefined) return null;
  const read = new Set(reader.reads);
  const found = steps
    .slice(0, at)
    .findLastIndex(
      ({ actor, writes }) =>
        actor !== reader.actor &&
        writes.some(
          ({ object, field, change = "", bookkeeping }) =>
            bookkeeping !== true && !LOCK.test(change) && read.has(`${object} ${field}`),
        ),
    );
  return found < 0 ? null : found;
}
