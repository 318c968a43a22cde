/** What a plan still needs and where it comes to other ends than the era that it is built on, found by trying every order. */
import type { Era } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import type { ModelledKernel } from "../../engine/scenario/kernel_range.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { HARMLESS } from "../../engine/verdicts/vocabulary.ts";
import { refine } from "../../engine/verify/refine.ts";
import { type VerifyOptions, verify } from "../../engine/verify/verify.ts";
import { Matrix } from "../guards/matrix.ts";
import type { GuardCell, GuardEntry } from "../guards/register.ts";
import { beside } from "./beside.ts";
import { loadsToIsolate, wordsToIsolate } from "./cost.ts";
import type { PlanFacts } from "./facts.ts";

type Guard = PlanFacts["guards"][number];
type Ends = PlanFacts["ends"][number];

const BALLOON_SIZES = [1, 16, 256, 4096];

/** What the register says of the kernel below, or of its era. Undefined: it has no such guard. */
export function cellBelow(plan: Era, { eras }: GuardEntry): GuardCell | undefined {
  const { era, release } = beside(plan).below;
  const cell = eras[`${era.id}@${release.id}`] ?? eras[era.id];
  return cell !== undefined && "absent" in cell ? undefined : cell;
}

/** Null: the kernel below has no such guard, or no scenario of the guard runs on both. */
export function guardOf(
  plan: Era,
  entry: GuardEntry,
  find: (id: string) => Scenario,
  options: VerifyOptions = {},
): Guard | null {
  const { below, here } = beside(plan);
  const cell = cellBelow(plan, entry);
  if (cell === undefined) return null;
  const tried = scenariosOf(entry, cell).filter((id) =>
    [below, here].every((kernel) => whyNot(find(id), kernel) === null),
  );
  if (tried.length === 0) return null;
  const matrix = new Matrix(find, options);
  const worst = ({ era, release }: ModelledKernel) => {
    const asked = tried.some((id) => isAsked(find(id), { era, release }, entry.guard));
    if (!asked) return { scenario: must(tried[0], "kernel tried"), verdict: "absent" };
    const name = release === era.releases[0] ? era.id : `${era.id}@${release.id}`;
    const found = tried.map((id) => must(matrix.cell(entry, name, { ...cell, scenario: id }), "a cell"));
    return found.find(({ verdict }) => verdict !== HARMLESS) ?? must(found[0], "result");
  };
  const { scenario, verdict } = worst(here);
  // Of the reference kernel of an era the register speaks, and a test holds it to what it says.
  const known = "harmless" in cell ? HARMLESS : "verdict" in cell ? cell.verdict : "absent";
  const there = plan.builtFrom === undefined ? known : worst(below).verdict;
  return { guard: entry.guard, scenario, below: there, here: verdict };
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
  const [left, right] = [must(eras[0], "kernel below"), must(eras[1], "plan")];
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
