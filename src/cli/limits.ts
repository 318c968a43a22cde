/** How long a command may take over one thing, and its line of progress meanwhile. */
import type { Progress } from "../engine/explore/slices.ts";
import type { Limit } from "../engine/run/limit.ts";
import { progress } from "./parts/terminal.ts";

/** Seconds for a run, and for an exploration that nobody watches: many times what any shipped scenario takes. */
export const RUN_TIME = 60;
export const EXPLORE_TIME = 600;

export interface Limits {
  /** For what goes step by step. */
  limit: Limit;
  /** For what is done in slices. */
  maxTime: number;
  now: () => number;
  onProgress: (progress: Progress) => boolean;
}

/** Counted from now. */
export function limitsOf(what: string, seconds = Number.POSITIVE_INFINITY): Limits {
  const now = () => performance.now();
  const maxTime = seconds * 1000;
  const started = now();
  const isOver = () => now() - started > maxTime;
  return {
    limit: () => (isOver() ? `${seconds} s` : progress(what) ? null : "cancelled"),
    maxTime,
    now,
    // The search looks at the clock itself. For the shortest way nobody does: what was found stays, if it is not shortened.
    onProgress: (told) => progress(`${what}: ${toldIn(told)}`) && !(told.doing === "shorten" && isOver()),
  };
}

function toldIn({ doing, executions, states, estimate }: Progress): string {
  const what =
    doing === "shorten" ? `a shorter way there: ${states} states` : `${executions} executions, ${states} states`;
  return `${what}, about ${Math.round(estimate * 100)} %`;
}
