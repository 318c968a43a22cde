/** What CPUs don't see alike, after some steps of a trace: empty while they do. */

import type { TraceStep } from "../../engine/trace/trace.ts";
import { NONE, STILL_SEEN, UNDER_WAY } from "../../engine/trace/under_way.ts";

export interface Late {
  /** "allocator". */
  actor: string;
  /** Has it stored words that nobody else sees, or can it still read what others have stored over? */
  kind: "unseen" | "old";
  /** "page 0 page_type = slab, page 0 mapping = NULL": the oldest first. */
  words: string;
}

const KINDS: Readonly<Record<string, Late["kind"]>> = { [UNDER_WAY]: "unseen", [STILL_SEEN]: "old" };

export function lateAfter(steps: readonly Pick<TraceStep, "writes">[]): Late[] {
  const last = new Map<string, Late>();
  for (const { object, field, after } of steps.flatMap(({ writes }) => writes)) {
    const kind = KINDS[field];
    if (kind !== undefined) last.set(object, { actor: object.replace(/^(stores|copies) of /, ""), kind, words: after });
  }
  return [...last.values()].filter(({ words }) => words !== NONE);
}
