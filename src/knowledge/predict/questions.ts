/**
 * What can be asked of a step before it is shown. The answers are read off the run, and so are the wrong ones: changes that the same run makes at
 * another time, results that it has elsewhere. The same run and step give the same questions in the same order.
 */
import { stepText } from "../../../models/steps_without.ts";
import { mix } from "../../engine/explore/state_key.ts";
import type { Trace } from "../../engine/trace/trace.ts";
import { changeOptions } from "./changes.ts";
import { resultOptions } from "./results.ts";
import { verdictOptions } from "./verdicts.ts";
import { whoOptions } from "./who.ts";

type QuestionKind = "who" | "word" | "returns" | "verdict";

export interface Question {
  kind: QuestionKind;
  ask: string;
  /** Two or more, no two alike. */
  options: readonly string[];
  /** Of `options`. */
  answer: number;
}

/** The right answer first, and wrong ones, the better first. Null: there is nothing to ask here. */
export interface Options {
  ask: string;
  right: string;
  wrong: readonly string[];
}

const MOST = 4;

/** About the step number `at`, before it is taken. */
export function questionsFor(run: Trace, at: number): Question[] {
  const step = run.steps[at];
  if (step === undefined) return [];
  const doing = `${step.actor} takes the step ${step.step}: ${stepText(step.step, run.without)}.`;
  const asked: [QuestionKind, Options | null][] = [
    ["who", whoOptions(run, at)],
    ["word", changeOptions(run, at, doing)],
    ["returns", resultOptions(run, at, doing)],
    ["verdict", verdictOptions(run, at, doing)],
  ];
  return asked.flatMap(([kind, options], number) => {
    const wrong = [...new Set(options?.wrong)].filter((each) => each !== options?.right).slice(0, MOST - 1);
    if (options === null || wrong.length === 0) return [];
    const shuffled = [options.right, ...wrong].sort(
      (a, b) => rank(a, at * MOST + number) - rank(b, at * MOST + number) || (a < b ? -1 : 1),
    );
    return [{ kind, ask: options.ask, options: shuffled, answer: shuffled.indexOf(options.right) }];
  });
}

/** A number that looks like chance, and is the same every time. */
function rank(text: string, seed: number): number {
  let hash = mix(seed + 1);
  for (let at = 0; at < text.length; at++) hash = mix(hash ^ text.charCodeAt(at));
  return hash;
}
