/**
 * Did the refactoring keep behaviour? For one scenario: the set of ends that its interleavings can lead to, in each era, as a user of the
 * API sees them. Equal sets are the proof, for that scenario. Every other difference has a shortest witness on the side that has it.
 */

import type { Exploration } from "../explore/options.ts";
import { shortening } from "../explore/shortest.ts";
import { finish } from "../explore/slices.ts";
import type { Violation } from "../explore/system.ts";
import { must } from "../must.ts";
import { onKernel } from "../run/cannot_run.ts";
import { exceptionsOn, kernelName, type ModelledKernel } from "../scenario/kernel_range.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { endsOf, toldApart } from "./ends.ts";
import { project } from "./projection.ts";
import { ScenarioSystem } from "./scenario_system.ts";
import { type VerifyOptions, verify } from "./verify.ts";

const ALL_DONE = "same ends";

export interface Refinement {
  scenario: string;
  /** "same ends"; "one era only": nothing to compare; "explained": they differ, and the scenario says why; "bound": not all was covered; "different ends". */
  verdict: string;
  /** `orders`: as many were begun; one that comes to what is known already is not followed to its end. */
  eras: { id: string; release: string; ends: number; bound: string | null; orders: number; violations: string[] }[];
  /** Ends that some eras have and others have not. */
  differences: Difference[];
}

interface Difference {
  end: Record<string, unknown>;
  /** Of the end, what is not the same in all ends of the scenario, by path. */
  told: Record<string, unknown>;
  /** Eras that can come to it, and in the first of them, the shortest way there. */
  in: string[];
  notIn: string[];
  witness: { era: string; choices: number[]; isShortest: boolean };
}

/** What goes wrong is an end of its own, as a user of the API sees it: by its word. */
function wrongEnds({ violations }: Exploration): [end: string, choices: number[]][] {
  return violations.map((wrong) => [wrongEnd(wrong), wrong.choices]);
}
const wrongEnd = ({ kind }: Violation) => JSON.stringify({ verdict: kind });

/** Did the eras keep behaviour, as far as this scenario can tell, or is it said why not? */
export function isKept({ verdict }: Refinement): boolean {
  return verdict === ALL_DONE || verdict === "explained" || verdict === "one era only";
}

/** `limitsFor`: of each kernel. */
export function refine(
  scenario: Scenario,
  eras: ModelledKernel[],
  limitsFor: (kernel: ModelledKernel) => VerifyOptions = () => ({}),
): Refinement {
  const plain: Scenario = { ...scenario, expect: {}, eras: {}, order: "open" };
  const explored = eras.map((kernel) => {
    const { era, release } = kernel;
    const limits = limitsFor(kernel);
    const { exploration } = onKernel(kernelName(era.id, release.id), () =>
      verify(plain, era, release, { ...limits, shorten: false, findAll: true }),
    );
    return { era, release, limits, exploration };
  });
  return compareEnds(scenario, explored);
}

/** All that a kernel can come to: what was found without stopping at what goes wrong first. */
interface Explored extends ModelledKernel {
  exploration: Exploration;
  limits?: VerifyOptions;
}

export function compareEnds(scenario: Scenario, explored: readonly Explored[]): Refinement {
  const sides = explored.map((side) => {
    return { ...side, ends: new Map([...endsOf(side.exploration), ...wrongEnds(side.exploration)]) };
  });
  const all = [...new Set(sides.flatMap(({ ends }) => [...ends.keys()]))];
  // Where a search was stopped, an end that it has not met may be there all the same.
  const lacking = (end: string) =>
    sides.filter(({ exploration, ends }) => exploration.bound === null && !ends.has(end));
  const differing = all.filter((end) => lacking(end).length > 0);
  const told = toldApart(all);
  const bounded = sides.some(({ exploration }) => exploration.bound !== null);
  // An end that not all eras can come to is explained where the scenario makes an exception of those that can, or of those that cannot.
  const isException = (side: ModelledKernel) => exceptionsOn(scenario, side).length > 0;
  const explained = differing.every((end) =>
    [true, false].some((having) => sides.filter(({ ends }) => ends.has(end) === having).every(isException)),
  );
  return {
    scenario: scenario.id,
    verdict: bounded
      ? "bound"
      : sides.length < 2
        ? "one era only"
        : differing.length === 0
          ? ALL_DONE
          : explained
            ? "explained"
            : "different ends",
    eras: sides.map(({ era, release, exploration, ends }) => ({
      id: era.id,
      release: release.id,
      ends: ends.size,
      bound: exploration.bound,
      orders: exploration.executions + exploration.cut,
      violations: exploration.violations.map(({ kind }) => kind),
    })),
    differences: differing.map((end) => {
      const having = sides.filter(({ ends }) => ends.has(end));
      const first = must(having[0], "kernel with this end");
      const known = must(first.ends.get(end), "such end");
      const system = new ScenarioSystem(scenario, first.era, first.release, { invariants: false });
      const isThis = () => JSON.stringify(project(JSON.parse(system.outcome()))) === end;
      const goal = (wrong: Violation | null, ended: boolean) =>
        wrong === null ? ended && isThis() : wrongEnd(wrong) === end;
      const least = finish(shortening(system, { goal, atMost: known.length }), first.limits?.onProgress);
      return {
        end: JSON.parse(end),
        told: told(end),
        in: having.map(({ era }) => era.id),
        notIn: lacking(end).map(({ era }) => era.id),
        witness: { era: first.era.id, choices: least?.choices ?? known, isShortest: least !== null },
      };
    }),
  };
}
