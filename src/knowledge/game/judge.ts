/** Is a level won, and with how much? */
import type { Verification } from "../../engine/verify/verify.ts";
import type { Walk } from "../../engine/walk/walk.ts";

/** Times that another actor went on. */
export function switchesIn(choices: readonly number[]): number {
  return choices.filter((actor, at) => at > 0 && actor !== choices[at - 1]).length;
}

/** It went wrong, which was the goal. */
export function isBroken({ verdict }: Pick<Walk, "verdict">): boolean {
  return verdict !== null && verdict.kind !== "ok";
}

/** In every order; not where a bound was hit. */
export function holds({ counterexample, expected }: Pick<Verification, "counterexample" | "expected">): boolean {
  return counterexample === null && expected;
}
