/** What goes wrong without each guard, computed when the site is built, with a link to each shortest counterexample. */
import { findEra } from "../../../models/index.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import { type CellResult, Matrix } from "../../knowledge/guards/matrix.ts";
import type { GuardEntry } from "../../knowledge/guards/register.ts";
import { playerLink } from "../../knowledge/series/link.ts";
import { scenarioNamed } from "./scenarios.ts";

export interface Witness {
  result: CellResult;
  /** Null where there is nothing to lead to: nothing goes wrong, only the ends are others, or the player leaves the scenario or its memory out. */
  link: string | null;
}

const matrix = new Matrix(scenarioNamed);

/** By era or kernel, as the register names it; null where it has no such guard. */
export async function witnessesOf(entry: GuardEntry): Promise<Map<string, Witness | null>> {
  const cells = Object.entries(entry.eras).map(async ([era, cell]): Promise<[string, Witness | null]> => {
    const result = matrix.cell(entry, era, cell);
    return [era, result && (await linked(result))];
  });
  return new Map(await Promise.all(cells));
}

/** Without the guard and a second one. */
export function pairWitnessesOf(entry: GuardEntry): Promise<Witness[]> {
  return Promise.all(matrix.pairs(entry).map(linked));
}

async function linked(result: CellResult): Promise<Witness> {
  const { guard, also, era, scenario, expected, verdict, agrees, choices, memory } = result;
  if (!agrees) throw new Error(`content/guards, ${guard} on ${era}: ${verdict}, the register says ${expected}`);
  const without = also ? [guard, also] : [guard];
  const kernel = findEra(era);
  if (choices === null || memory !== "sc" || (kernel && whyNot(scenarioNamed(scenario), kernel) !== null))
    return { result, link: null };
  // The player stands where it goes wrong.
  const how = { without, choices, step: choices.length };
  return { result, link: await playerLink(scenarioNamed(scenario), [{ name: era }], how) };
}
