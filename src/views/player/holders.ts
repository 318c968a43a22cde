/** Who holds which lock: those of pages, which name nobody in the memory, and those of drivers. */
import type { Words } from "../../engine/trace/replay.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";

export interface LockHolder {
  /** "page 0", or the word of a lock: "balloon pages_lock". */
  lock: string;
  /** An actor, or in words who it is. */
  holder: string;
  /** The step that took it; null: it was taken before the run began. */
  since: number | null;
}

const PAGE_FLAG = /[+-]PG_locked/;
const OWNER = /(^|\.)owner$/;

export function locksAt({ steps }: Trace, taken: number, words: ReadonlyMap<string, Words>): LockHolder[] {
  const found: LockHolder[] = [];
  for (const [object, fields] of words) {
    if (fields.get("flags")?.includes("PG_locked") && object.startsWith("page ")) {
      const at = lastStep(steps, taken, (write) => write.object === object && PAGE_FLAG.test(write.change ?? ""));
      found.push({ lock: object, ...byStep(steps, at) });
    }
    for (const [field, value] of fields) {
      if (!OWNER.test(field) || value === "NULL" || value === "0" || value === "freed") continue;
      const at = lastStep(steps, taken, (write) => write.object === object && write.field === field);
      found.push({ lock: `${object} ${field}`.replace(/\.?owner$/, "").trim(), ...byStep(steps, at) });
    }
  }
  return found.sort((a, b) => a.lock.localeCompare(b.lock, "en", { numeric: true }));
}

function byStep(steps: readonly TraceStep[], at: number): Pick<LockHolder, "holder" | "since"> {
  const step = steps[at];
  return step ? { holder: step.actor, since: at } : { holder: "somebody before the run", since: null };
}

/** Of those taken, the last that wrote so; -1 if none did. */
function lastStep(
  steps: readonly TraceStep[],
  taken: number,
  wanted: (write: TraceStep["writes"][number]) => boolean,
): number {
  for (let at = taken - 1; at >= 0; at--) if (steps[at]?.writes.some(wanted)) return at;
  return -1;
}
