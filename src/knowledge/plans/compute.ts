/** What a plan still needs and where it comes to other ends than the era that it is built on, found by trying every order. */
import type { Era } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import type { ModelledKernel } from "../../engine/scenario/kernel_range.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { refine } from "../../engine/verify/refine.ts";
import { type VerifyOptions, verify } from "../../engine/verify/verify.ts";
import { type CellResult, Matrix } from "../guards/matrix.ts";
import type { GuardCell, GuardEntry } from "../guards/register.ts";
import { beside } from "./beside.ts";
import { loadsToIsolate, wordsToIsolate } from "./cost.ts";
import type { PlanFacts } from "./facts.ts";

type Guard = PlanFacts["guards"][number];
type Ends = PlanFacts["ends"][number];

const BALLOON_SIZES = [1, 16, 256, 4096];

/** Null: the era below has no such guard, or no scenario of the guard runs on the plan. */
export function guardOf(
  plan: Era,
  entry: GuardEntry,
  find: (id: string) => Scenario,
  options: VerifyOptions = {},
): Guard | null {
  const { below, here } = beside(plan);
  const cell = entry.eras[below.era.id];
  if (cell === undefined || "absent" in cell) return null;
  const tried = scenariosOf(entry, cell).filter((id) => whyNot(find(id), here) === null);
  const [first] = tried;
  if (first === undefined) return null;
  const told = (scenario: string, verdict: string) => ({
    guard: entry.guard,
    scenario,
    below: "harmless" in cell ? "harmless" : cell.verdict,
    here: verdict,
  });
  if (!tried.some((id) => isAsked(find(id), here, entry.guard))) return told(first, "absent");
  const matrix = new Matrix(find, options);
  const found = tried.map((id) => must(matrix.cell(entry, plan.id, { ...cell, scenario: id }), "a cell"));
  const wrong = found.find(({ verdict }) => verdict !== "harmless") ?? (found[0] as CellResult);
  return told(wrong.scenario, wrong.verdict);
}

/** That of the era below first, then those of other eras and of pairs: what goes wrong may do so somewhere else here. */
export function scenariosOf({ eras, pairs }: GuardEntry, cell: GuardCell): string[] {
  const cells = [cell, ...Object.values(eras)].flatMap((each) => ("scenario" in each ? each.scenario : []));
  return [...new Set([...cells, ...pairs.map(({ scenario }) => scenario)])];
}

/** Does code that runs look at the guard? */
function isAsked(scenario: Scenario, { era, release }: ModelledKernel, wanted: string): boolean {
  let asked = false;
  verify(scenario, era, release, {
    without: [],
    shorten: false,
    watch(system) {
      const { k } = system;
      const guard = k.guard.bind(k);
      k.guard = (name) => {
        asked ||= name === wanted;
        return guard(name);
      };
      return system;
    },
  });
  return asked;
}

/** Null: one of the two cannot run it, or its order is not open. */
export function endsOf(plan: Era, scenario: Scenario): Ends | null {
  const { below, here } = beside(plan);
  if (scenario.order !== "open" || whyNot(scenario, below) !== null || whyNot(scenario, here) !== null) return null;
  const { verdict, eras, differences } = refine(scenario, [below, here]);
  const [left, right] = eras as [(typeof eras)[number], (typeof eras)[number]];
  return {
    scenario: scenario.id,
    verdict,
    below: left.ends,
    here: right.ends,
    orders: right.orders,
    only: differences.map((each) => ({ in: each.in.join(), told: each.told })),
  };
}

export function costOf(plan: Era, sizes: readonly number[] = BALLOON_SIZES): Pick<PlanFacts, "loads" | "words"> {
  const { below, here } = beside(plan);
  return {
    loads: sizes.map((pages) => ({
      pages,
      below: loadsToIsolate(below, pages),
      here: loadsToIsolate(here, pages),
    })),
    words: { below: wordsToIsolate(below), here: wordsToIsolate(here) },
  };
}
