/** How the locks of pages change along a run. */
import { ERAS } from "../../../models/index.ts";
import { execute } from "../../engine/run/execute.ts";
import type { Trace } from "../../engine/trace/trace.ts";
import { scenarioNamed } from "./scenarios.ts";

export function traceOf(id: string): Trace {
  const era = ERAS.at(-1);
  const release = era?.releases[0];
  if (!era || !release) throw new Error("there is no era");
  return execute(scenarioNamed(id), era, release);
}

export interface LockSpan {
  actor: string;
  page: string;
  /** Numbers of steps, from the one that takes the lock to the one that drops it. */
  from: number;
  to: number;
}

export function locksIn({ steps }: Trace): LockSpan[] {
  const spans: LockSpan[] = [];
  for (const [index, { actor, writes }] of steps.entries()) {
    for (const { object, change = "" } of writes) {
      if (change.includes("+PG_locked")) spans.push({ actor, page: object, from: index, to: steps.length });
      const open = spans.find((span) => span.page === object && span.to === steps.length);
      if (change.includes("-PG_locked") && open) open.to = index;
    }
  }
  return spans;
}
