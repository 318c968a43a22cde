/**
 * Redundant pairs, found and not listed: either of two guards can be left out of a scenario, and nothing changes; without both of them something
 * goes wrong, or ends otherwise. Looked for wherever the register says that a guard is harmless.
 */

import type { GuardName } from "../../../models/guards.ts";
import { GUARDS } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { CannotRun } from "../../engine/run/cannot_run.ts";
import { HARMLESS } from "../../engine/verdicts/vocabulary.ts";
import type { CellResult, Matrix } from "./matrix.ts";
import type { GuardEntry } from "./register.ts";

const ALL = keysOf(GUARDS);

/** What a pair is expected to do is what the register says of it; "not in the register" where that does not know it. */
export function* redundantPairs(
  matrix: Matrix,
  { guard, eras }: GuardEntry,
  register: readonly GuardEntry[],
): Generator<CellResult> {
  for (const [era, cell] of Object.entries(eras)) {
    if (!("harmless" in cell)) continue;
    for (const other of ALL) {
      if (other === guard || !isHarmless(matrix, other, era, cell.scenario)) continue;
      const known = knownPair(register, guard, other, era) ? "known" : "not in the register";
      const result = matrix.pair([guard, other], era, cell.scenario, known);
      if (result.verdict !== HARMLESS) yield { ...result, agrees: known === "known" };
    }
  }
}

function knownPair(register: readonly GuardEntry[], a: GuardName, b: GuardName, era: string): boolean {
  const listed = (one: GuardName, other: GuardName) =>
    register.some(({ guard, pairs }) => {
      return guard === one && pairs.some((pair) => pair.with === other && pair.eras.includes(era));
    });
  return listed(a, b) || listed(b, a);
}

/** Not so where the kernel crashes in the set-up of the scenario already. */
function isHarmless(matrix: Matrix, guard: GuardName, era: string, scenario: string): boolean {
  try {
    return matrix.verdictWithout(guard, era, scenario) === HARMLESS;
  } catch (error) {
    if (error instanceof CannotRun) return false;
    throw error;
  }
}
