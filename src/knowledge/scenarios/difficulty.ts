/**
 * How much a reader has to keep in mind at once. One order of a few steps is easy. Three things make it more: any order is possible,
 * three or more are at work, or the run is longer than about two screens.
 */
import { must } from "../../engine/must.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";

const LONG = 60;

export const LEVELS = ["easy", "medium", "hard"] as const;
export type Level = (typeof LEVELS)[number];

/** `steps`: of the run with the most. */
export function difficultyOf({ order, actors }: Pick<Scenario, "order" | "actors">, steps: number): Level {
  const more = [order === "open", actors.length > 2, steps > LONG].filter(Boolean).length;
  return must(LEVELS[Math.min(more, LEVELS.length - 1)], "level");
}

export const RULE = `Easy: one order, at most two at work, at most ${LONG} steps. Medium: one of these is more. Hard: two or three of them are.`;
