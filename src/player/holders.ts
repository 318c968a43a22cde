/** Who holds what: page locks, which name nobody in the memory, the locks of drivers, and references. */
import type { Words } from "../trace/replay.ts";
import type { Trace, TraceStep } from "../trace/trace.ts";

export interface LockHolder {
  /** "page 0", or the word of a lock: "balloon pages_lock". */
  lock: string;
  /** An actor, or in words who it is. */
  holder: string;
  /** The step that took it; null: it was taken before the run began. */
  since: number | null;
}

export interface PageHolders {
  page: string;
  count: number;
  /** One for each reference that somebody is named for. */
  names: string[];
  /** Actors that took a reference in passing; empty where every one has a name. */
  passing: string[];
}

const PAGE_FLAG = /[+-]PG_locked/;
/** As the invariants call it. */
const NOBODY = "whoever (isolated it)";
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

export function holdersAt(
  trace: Trace,
  taken: number,
  pages: readonly string[],
  words: ReadonlyMap<string, Words>,
): PageHolders[] {
  return pages.map((page) => {
    const at = lastNamed(trace.steps, taken, page);
    const names = trace.steps[at]?.holders?.[page] ?? trace.start.holders[page] ?? [];
    const count = Number(words.get(page)?.get("_refcount") ?? 0);
    const isOpen = count > names.length || names.includes(NOBODY);
    const actors = isOpen ? passing(trace, taken, page, names) : [];
    // Until the page is on somebody's list, only the count tells who isolated it.
    const told = names.map((name) => (name === NOBODY ? `${actors.shift() ?? "somebody"} (isolated it)` : name));
    return { page, count, names: told, passing: count > names.length ? actors : [] };
  });
}

function lastNamed(steps: readonly TraceStep[], taken: number, page: string): number {
  for (let at = taken - 1; at >= 0; at--) if (steps[at]?.holders?.[page]) return at;
  return -1;
}

/** Actors that took more references than they dropped, and are not named for one already. */
function passing({ steps, actors }: Trace, taken: number, page: string, names: readonly string[]): string[] {
  const net = new Map<string, number>();
  for (const { actor, writes } of steps.slice(0, taken)) {
    for (const { object, field, before, after } of writes) {
      if (object !== page || field !== "_refcount") continue;
      // A page that was free, or is again, has no history.
      if (after === "0") net.clear();
      else net.set(actor, (net.get(actor) ?? 0) + Number(after) - Number(before));
    }
  }
  return actors.filter((actor) => {
    const named = names.filter((name) => name === `${actor} (isolated it)`).length;
    return (net.get(actor) ?? 0) > named;
  });
}
