/** Steps of a trace as lines of text, for the terminal and for tables. */
import type { TraceStep, TraceWrite } from "./trace.ts";

/**
 * "page 0 _refcount: 1 → 2", "page 0 flags: +PG_locked"; bookkeeping left out, and an object that was freed in one line. What is
 * said elsewhere is not repeated: the actor, the struct in which a driver keeps what it shares with others, and that of counters.
 */
export function changesIn({ actor, writes }: Pick<TraceStep, "actor" | "writes">, withRaw = false): string[] {
  const told = writes.filter(({ bookkeeping }) => !bookkeeping);
  const lines = told.map((write) => {
    if (write.after === "freed") return `${write.object}: freed`;
    const raw = withRaw ? rawText(write) : null;
    return raw === null ? changeText(write) : `${changeText(write)} (${raw})`;
  });
  return [...new Set(lines)].map((line) => line.replaceAll(` of ${actor}`, ""));
}

/** "0x8 → 0x9"; null where the values are numbers already, or no words. */
export function rawText({ before, after, raw }: TraceWrite): string | null {
  const isNumber = [before, after].every((text) => /^-?\d+$/.test(text));
  return raw === undefined || isNumber ? null : `${raw.before} → ${raw.after}`;
}

function changeText({ object, field, before, after, change }: TraceWrite): string {
  const name = field.replace(/\.owner$/, "");
  return `${object} ${name}: ${change ?? `${before} → ${after}`}`.replaceAll(
    /^(?:vm_event_states|pglist_data) |(?<= )(?:vb_dev_info|b_dev_info)\./g,
    "",
  );
}
