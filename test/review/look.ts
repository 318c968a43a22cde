/** The answer of the models that are loaded, without what was heard of them. */
import type { Look, Question } from "../../src/review/look.ts";
import { lookAndHear } from "../../src/review/side.ts";

export function lookAt(question: Question): Look {
  return lookAndHear(question).look;
}
