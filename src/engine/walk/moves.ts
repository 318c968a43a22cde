/** What each actor would do next: found out by letting it, on a machine of its own. */
import type { TraceStep } from "../trace/trace.ts";
import { type Standing, type Walk, walk } from "./walk.ts";

export interface Move extends Standing {
  /** Of the actor, as in choices. */
  number: number;
  /** The step that it would take; null where it cannot. */
  would: TraceStep | null;
}

export function movesFrom({ race, choices, standings, verdict }: Walk): Move[] {
  return standings.map((standing, number) => {
    const can = standing.ready && verdict === null;
    const would = can ? (walk(race, [...choices, number]).trace.steps.at(-1) ?? null) : null;
    return { ...standing, number, would };
  });
}
