/** Right or wrong, and why. The explorer is the judge: this only compares. */
import { HARMLESS } from "../../engine/verdicts/vocabulary.ts";
import { ANSWERS } from "./answers.ts";
import type { Findings } from "./findings.ts";
import type { Kata } from "./kata.ts";
import type { PatchLine } from "./patch.ts";
import { comesBy } from "./where.ts";

export interface Reply {
  /** Null: no line is marked. */
  line: (Pick<PatchLine, "changes" | "where"> & { function: string }) | null;
  /** A key of ANSWERS. */
  answer: string;
}

interface Part {
  right: boolean;
  why: string;
}

export interface Grade {
  line: Part;
  answer: Part;
  right: boolean;
}

export function grade({ blame }: Pick<Kata, "blame">, reply: Reply, findings: Findings): Grade {
  const line = gradeLine(blame, reply, findings);
  const answer = gradeAnswer(reply, findings);
  return { line, answer, right: line.right && answer.right };
}

function gradeAnswer({ answer }: Reply, { found, bound }: Findings): Part {
  if (found.some((each) => each.answer === answer))
    return { right: true, why: `That is what happens: ${ANSWERS[answer]}.` };
  if (bound !== null) return { right: false, why: `Not every order was tried: the search stopped at ${bound}.` };
  if (answer === HARMLESS) return { right: false, why: "Something goes wrong, in at least one order of the steps." };
  return { right: false, why: `In all orders there is none that ends so: ${ANSWERS[answer] ?? answer}.` };
}

function gradeLine(blame: Kata["blame"], { line, answer }: Reply, { found, steps, mends }: Findings): Part {
  const isHarmless = found[0].answer === HARMLESS;
  if (line === null) {
    if (answer !== HARMLESS) return { right: false, why: "Mark the line that does the harm." };
    if (isHarmless) return { right: true, why: "There is no line that does any harm." };
    return { right: false, why: "There is a line that does harm." };
  }
  if (isHarmless) return { right: false, why: "With this line as it is, nothing goes wrong in any order." };
  if (line.changes.length === 0)
    return { right: false, why: "The patch leaves this line as it was. Mark one that it changes." };
  const isMended = line.changes.some((change) => mends[change] ?? true);
  if (!isMended)
    return { right: false, why: "Put back alone, this line mends nothing: it still goes wrong in the same way." };
  if (typeof blame === "object" && !blame.functions.includes(line.function))
    return { right: false, why: "It goes wrong in another function of this patch." };
  // What runs before the first step, at boot, is in no step.
  const isOnTheWay = line.where.length === 0 || comesBy(line.where, steps);
  if (steps.length > 0 && !isOnTheWay)
    return {
      right: false,
      why: `The shortest run that goes wrong, of ${steps.length} steps, does not come by this line.`,
    };
  return {
    right: true,
    why:
      steps.length > 0
        ? `The shortest run that goes wrong, of ${steps.length} steps, comes by this line.`
        : "Without this change it is possible again.",
  };
}
