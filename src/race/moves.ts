/** What each actor would do next: found out by letting it, on a machine of its own. */
import type { TraceStep, Verdict } from "../trace/trace.ts";
import type { Circle } from "./circles.ts";
import { type Standing, type Walk, walk } from "./walk.ts";

export interface Move extends Standing {
  /** Of the actor, as in choices. */
  number: number;
  /** The step that it would take; null where it cannot. */
  would: TraceStep | null;
  /** What it would come to: null: it goes on. */
  verdict: Verdict | null;
  circle: Circle | null;
}

export function movesFrom({ race, choices, standings, verdict }: Walk): Move[] {
  return standings.map((standing, number) => {
    if (!standing.ready || verdict !== null) return { ...standing, number, would: null, verdict: null, circle: null };
    const next = walk(race, [...choices, number]);
    return { ...standing, number, would: next.steps.at(-1) ?? null, verdict: next.verdict, circle: next.circle };
  });
}
