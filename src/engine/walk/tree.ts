/** The ways that were tried, as a tree: what they have in common stands once, and a stretch without a fork is one piece. */
import type { StepName } from "../../../models/steps.ts";
import type { Verdict } from "../trace/trace.ts";
import type { Walk } from "./walk.ts";

/** One step that was taken at least once. */
export interface Tried {
  actor: number;
  step: StepName;
  /** How a way that ends here came out. */
  verdict: Verdict | null;
  next: readonly Tried[];
}

/** Adds a way. The same way twice changes nothing. */
export function withWay(tree: readonly Tried[], { choices, trace, verdict }: Walk): readonly Tried[] {
  const grow = (level: readonly Tried[], depth: number): readonly Tried[] => {
    const actor = choices[depth];
    const step = trace.steps[depth]?.step;
    if (actor === undefined || step === undefined) return level;
    const known = level.find((each) => each.actor === actor);
    const last = depth === choices.length - 1;
    const grown = {
      actor,
      step,
      verdict: last ? verdict : (known?.verdict ?? null),
      next: grow(known?.next ?? [], depth + 1),
    };
    // In the order of the actors, so that a branch keeps its place whenever it was tried.
    return [...level.filter((each) => each.actor !== actor), grown].sort((a, b) => a.actor - b.actor);
  };
  return grow(tree, 0);
}

/** Steps one after the other without a fork, by one actor. */
export interface Piece {
  actor: number;
  steps: readonly StepName[];
  /** The choices that lead behind its last step. */
  choices: readonly number[];
  verdict: Verdict | null;
  next: readonly Piece[];
}

/** Broken where the actor changes, at forks, and behind `here`. */
export function piecesOf(tree: readonly Tried[], here: readonly number[], before: readonly number[] = []): Piece[] {
  return tree.map((first) => {
    const steps = [first.step];
    const choices = [...before, first.actor];
    let last = first;
    for (;;) {
      const [only, ...more] = last.next;
      const broken = only === undefined || more.length > 0 || only.actor !== first.actor || same(choices, here);
      if (broken) break;
      steps.push(only.step);
      choices.push(only.actor);
      last = only;
    }
    return { actor: first.actor, steps, choices, verdict: last.verdict, next: piecesOf(last.next, here, choices) };
  });
}

export function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}
