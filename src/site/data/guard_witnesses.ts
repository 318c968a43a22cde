/** What goes wrong without each guard, computed when the site is built, with a link to each shortest counterexample. */
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { besideOthers } from "../../engine/compare/beside.ts";
import { memoryOf, onMemory } from "../../engine/scenario/on_memory.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { ANOTHER_END, isFine } from "../../engine/verdicts/vocabulary.ts";
import type { Verification } from "../../engine/verify/verify.ts";
import { type How, Matrix } from "../../knowledge/guards/matrix.ts";
import type { GuardEntry } from "../../knowledge/guards/register.ts";
import { playerLink } from "../../knowledge/series/link.ts";
import { scenarioNamed } from "./scenarios.ts";

export interface Witness {
  /** One, or a pair. */
  without: readonly GuardName[];
  /** Or kernel, as the register names it. */
  era: string;
  counterexample: NonNullable<Verification["counterexample"]>;
  /** Null where there is nothing to lead to: the player leaves the scenario or its memory out. */
  link: string | null;
}

const matrix = new Matrix(scenarioNamed);

/** By era or kernel; only where an order goes wrong. That nothing does elsewhere is not tried here: test/knowledge/guards holds the register to it. */
export async function witnessesOf({ guard, eras }: GuardEntry): Promise<Map<string, Witness>> {
  const wrong = Object.entries(eras).map(([era, cell]) => {
    if (!("verdict" in cell)) return [];
    const { scenario, verdict, invariants = true, memory = "sc" } = cell;
    return witness([guard], era, scenario, verdict, { invariants, memory });
  });
  return new Map((await Promise.all(wrong)).flat().map((each) => [each.era, each]));
}

/** Without the guard and a second one. */
export async function pairWitnessesOf({ guard, pairs }: GuardEntry): Promise<Witness[]> {
  const wrong = pairs.flatMap(({ with: other, eras, scenario, verdict }) =>
    eras.map((era) => witness([guard, other], era, scenario, verdict, { invariants: true, memory: "sc" })),
  );
  return (await Promise.all(wrong)).flat();
}

/** None where no order goes wrong by itself, and only the ends are others than with the guard. */
async function witness(
  without: GuardName[],
  era: string,
  scenario: string,
  expected: string,
  how: How,
): Promise<Witness[]> {
  const { verdict, counterexample } = matrix.verified(scenario, era, without, how);
  const found = isFine(verdict) ? ANOTHER_END : verdict;
  if (found !== expected)
    throw new Error(`content/guards, ${without.join(" and ")} on ${era}: ${found}, the register says ${expected}`);
  if (counterexample === null) return [];
  const { choices } = counterexample;
  const kernel = findEra(era);
  const isShown = kernel === undefined || whyNot(scenarioNamed(scenario), kernel) === null;
  const link = isShown ? await linkTo(scenarioNamed(scenario), era, without, choices, how) : null;
  return [{ without, era, counterexample, link }];
}

/** The player stands where it goes wrong, with the other eras beside it. */
function linkTo(
  own: Scenario,
  era: string,
  without: GuardName[],
  choices: number[],
  { invariants = true, memory = "sc" }: How,
): Promise<string> {
  const scenario = onMemory(own, memory);
  const { kernels, inView, step } = besideOthers(era, { scenario, without, invariants, choices, step: choices.length });
  const points = kernels.map((name) => ({ name }));
  return playerLink(scenario, points, {
    ...(memory !== memoryOf(own) && { memory }),
    without,
    invariants,
    choices,
    step,
    ...(inView !== undefined && { inView }),
  });
}
