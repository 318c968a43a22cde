/** Steps of a trace as lines of text, for the terminal and for tables. */
import type { TraceStep, TraceWrite } from "./trace.ts";

/**
 * "page 0 _refcount: 1 → 2", "page 0 flags: +PG_locked"; bookkeeping left out, and an object that was freed in one line. What is
 * said elsewhere is not repeated: the actor, the struct in which a driver keeps what it shares with others, and that of counters.
 */
export function changesIn({ actor, writes }: Pick<TraceStep, "actor" | "writes">): string[] {
  const told = writes.filter(({ bookkeeping }) => !bookkeeping);
  const lines = told.map((write) => (write.after === "freed" ? `${write.object}: freed` : changeText(write)));
  return [...new Set(lines)].map((line) => line.replaceAll(` of ${actor}`, ""));
}

function changeText({ object, field, before, after, change }: TraceWrite): string {
  const name = field.replace(/\.owner$/, "");
  return `${object} ${name}: ${change ?? `${before} → ${after}`}`.replaceAll(
    /^(?:vm_event_states|pglist_data) |(?<= )(?:vb_dev_info|b_dev_info)\./g,
    "",
  );
}
