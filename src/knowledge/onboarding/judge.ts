/** The model is the judge: what is right is read off a run that is made when the answer is given. */

import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { aboutGuard } from "../../engine/guard.ts";
import { must } from "../../engine/must.ts";
import { execute } from "../../engine/run/execute.ts";
import type { Trace } from "../../engine/trace/trace.ts";
import { type Walk, walk } from "../../engine/walk/walk.ts";
import { happened, standText } from "../../engine/walk/words.ts";
import { type Question, questionsFor } from "../predict/questions.ts";
import { explain, hintsFor } from "./explain.ts";
import type { GuardTask, OrderTask, QuestionTask } from "./task.ts";

export interface Judgement {
  right: boolean;
  told: string;
}

/** A task with answers to choose from. */
export interface Choice {
  ask: string;
  options: readonly string[];
  /** The run, as far as it is shown. */
  shown: Trace;
  /** It is what the question is about, to its end. Else which guards are out is no secret. */
  isWhole: boolean;
  /** How it ended, where it is shown to its end. */
  ending: string | null;
  /** To be asked for one by one, after wrong answers. */
  hints: readonly string[];
  judge(option: number): Judgement;
}

export function choiceOf(task: QuestionTask | GuardTask): Choice {
  return task.type === "question" ? questionChoice(task) : guardChoice(task);
}

function questionChoice(task: QuestionTask): Choice {
  const { trace, at, question } = asked(task);
  return {
    ask: question.ask,
    options: question.options,
    shown: { ...trace, steps: trace.steps.slice(0, at) },
    isWhole: false,
    ending: null,
    hints: hintsFor(trace, at),
    judge: (option) =>
      option === question.answer
        ? { right: true, told: "Right." }
        : { right: false, told: `No. ${explain(trace, at, question, option)}` },
  };
}

/** Throws where there is no such step, or nothing of the kind to ask of it. */
export function asked(task: Omit<QuestionTask, "because" | "type">): { trace: Trace; at: number; question: Question } {
  const { scenario, kernel, without, about } = task;
  const found = findEra(kernel);
  if (!found) throw new TypeError(`there is no kernel ${kernel}`);
  const trace = execute(scenario, found.era, found.release, { without });
  const at = stepNumber(trace, task);
  const question = questionsFor(trace, at).find(({ kind }) => kind === about);
  if (!question) throw new TypeError(`${scenario.id} on ${kernel}: nothing about ${about} at ${task.step}`);
  return { trace, at, question };
}

/** From 0. Throws where the run has no such step. */
export function stepNumber(trace: Trace, { actor, step, time }: { actor: string; step: string; time: number }): number {
  const [found] = trace.steps.filter((each) => each.actor === actor && each.step === step).slice(time - 1);
  if (!found) throw new TypeError(`${trace.scenario.id} on ${trace.era}: ${actor} takes no step ${step}, time ${time}`);
  return trace.steps.indexOf(found);
}

function guardChoice({ scenario, kernel, without, missing, others, choices }: GuardTask): Choice {
  const race = (guard: GuardName) => walk({ scenario, kernel, without: [...without, guard] }, choices);
  const shown = race(missing);
  const guards = [missing, ...others].sort();
  return {
    ask: `On ${kernel}, one of these guards is not in the code. Which?`,
    options: guards.map((guard) => `${guard}: ${aboutGuard(guard)}`),
    shown: shown.trace,
    isWhole: true,
    ending: standText(shown),
    hints: hintsFor(shown.trace, shown.trace.steps.length - 1).slice(0, 2),
    judge: (option) => {
      const guard = must(guards[option], "such guard");
      const replay = race(guard);
      if (sameRun(replay, shown))
        return { right: true, told: "Right: without it, this order runs just as it is shown." };
      return {
        right: false,
        told: `No. ${guard} is there for something else: it ${aboutGuard(guard)}. Without it the same order doesn’t run like this: ${parting(replay, shown)}`,
      };
    },
  };
}

/** The text of a step would tell which guard is out: that is the question. */
const unnamed = (step: Trace["steps"][number]) => happened(step, null);

function sameRun(one: Walk, other: Walk): boolean {
  const steps = ({ trace }: Walk) => trace.steps.map(unnamed).join("\n");
  return steps(one) === steps(other) && standText(one) === standText(other);
}

function parting(replay: Walk, shown: Walk): string {
  const at = shown.trace.steps.findIndex((step, n) => {
    const own = replay.trace.steps[n];
    return own === undefined || unnamed(own) !== unnamed(step);
  });
  const own = replay.trace.steps[at];
  if (at < 0)
    return standText(replay) ?? `it takes the same ${replay.trace.steps.length} steps, and nothing goes wrong.`;
  return own === undefined ? `it ends before step ${at + 1}.` : `step ${at + 1} differs. ${unnamed(own)}`;
}

/** Does this order go wrong, and only because of the guard? */
export function judgeOrder({ scenario, kernel, without, missing }: OrderTask, choices: readonly number[]): Judgement {
  const bad = walk({ scenario, kernel, without: [...without, missing] }, choices);
  if (bad.verdict === null) return { right: false, told: "The run is not over: somebody can still take a step." };
  if (bad.verdict.kind === "ok")
    return { right: false, told: "This order ends well. Take a few steps back, and let another one go first." };
  const good = walk({ scenario, kernel, without }, choices);
  if (good.verdict !== null && good.verdict.kind !== "ok") {
    return { right: false, told: `It goes wrong with ${missing} in the code as well: ${standText(good)}` };
  }
  return {
    right: true,
    told: `It goes wrong: ${standText(bad)?.replace(/\.$/, "")}. With ${missing} in the code the same order does not.`,
  };
}
