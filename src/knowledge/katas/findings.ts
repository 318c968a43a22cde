/** What the explorer says of a patch, and of the line that a reader marked: everything that grading goes by. */

import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { TraceStep } from "../../engine/trace/trace.ts";
import { HARMLESS } from "../../engine/verdicts/vocabulary.ts";
import type { Task } from "../../engine/verify/task.ts";
import { kernelIn } from "../../engine/verify/task.ts";
import { replay, type Verification } from "../../engine/verify/verify.ts";
import { type Found, foundIn } from "./answers.ts";

/** A patch as something to run. */
export interface Patched {
  scenario: Scenario;
  kernel: string;
  patched: string;
  without: readonly GuardName[];
}

export interface Findings {
  /** What goes wrong: the first is what the shortest counterexample ends in, and the answer of the file. */
  found: [Found, ...Found[]];
  /** Of the first. */
  steps: TraceStep[];
  /** The bound that was hit, where not every order was tried. */
  bound: string | null;
  /** Of each guard: with it put back, is all as before the patch? Empty where the patch is one change. */
  mends: Partial<Record<string, boolean>>;
}

type Run = (task: Task) => Promise<Verification>;

/** `marked`: guards that the marked line belongs to. */
export async function findingsOf(patch: Patched, marked: readonly string[], run: Run): Promise<Findings> {
  const { scenario, kernel, patched, without } = patch;
  const before = await run(taskOf(scenario, kernel, []));
  const after = await run(taskOf(scenario, patched, without));
  const found = foundIn(before, after);
  // A broken rule ends a run. What it leads to counts as well.
  if (found[0].answer.startsWith("invariant")) {
    const damage = await run(taskOf(scenario, patched, without, false));
    if (damage.counterexample !== null) found.push(...foundIn(before, damage));
  }
  const mends: Findings["mends"] = {};
  const isOneOfMany = without.length > 1;
  for (const guard of isOneOfMany ? without.filter((each) => marked.includes(each)) : []) {
    const others = without.filter((each) => each !== guard);
    mends[guard] = foundIn(before, await run(taskOf(scenario, patched, others)))[0].answer === HARMLESS;
  }
  const bound = [before, after].find(({ exploration }) => exploration.bound !== null)?.exploration.bound ?? null;
  return {
    found,
    steps: stepsOf(patch, after, found[0].choices),
    bound,
    mends,
  };
}

function taskOf(scenario: Scenario, kernel: string, without: readonly GuardName[], invariants = true): Task {
  return { scenario, ...kernelIn(kernel), options: { without: [...without], invariants, findAll: true } };
}

function stepsOf({ scenario, patched }: Patched, after: Verification, choices: number[] | null): TraceStep[] {
  const found = findEra(patched);
  if (!found || choices === null) return [];
  return replay(scenario, found.era, found.release, after, choices).steps;
}
