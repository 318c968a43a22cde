/** The form that each part of a link must have. The message says what was expected. */

import * as v from "valibot";
import { MAX_KERNELS, PANELS } from "../compare/session.ts";
import { MAX_STEPS } from "../run/execute.ts";
import { MAX_GUARDS } from "../scenario/limits.ts";
import { AN_ERA, SOME_KERNELS } from "../scenario/such_as.ts";

function pattern(regex: RegExp, what: string) {
  return v.pipe(v.string(what), v.regex(regex, what));
}

function names(max: number, what: string) {
  return v.pipe(
    v.string(what),
    v.transform((text) => text.split(",", max + 1)),
    v.maxLength(max, `at most ${max}`),
    v.array(v.pipe(v.string(), v.nonEmpty(what))),
  );
}

const CHOICES = "numbers of actors, such as 0.1:3.0 (actor 0, three steps of actor 1, actor 0)";
const STEP = `a number from 0 to ${MAX_STEPS}`;

/** By part. All but the packed scenario, which is no matter of form. */
export const FORM = {
  v: pattern(/^[0-9a-f]{8}(-[0-9a-f]{8})?$/, "8 hexadecimal digits, or twice as many with a dash between"),
  s: pattern(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/, "the id of a scenario"),
  e: names(MAX_KERNELS, `kernels with commas between, such as ${SOME_KERNELS}`),
  g: names(MAX_GUARDS, "guards with commas between, such as isolate:recheck"),
  i: pattern(/^0$/, "0: invariants are left out of account"),
  c: v.pipe(
    pattern(/^$|^(\d|1[0-5])(:\d{1,6})?(\.(\d|1[0-5])(:\d{1,6})?)*$/, CHOICES),
    v.transform((text) => (text === "" ? [] : text.split(".")).map((each) => each.split(":").map(Number))),
    // Before anything as long as they say is made.
    v.check((pairs) => pairs.reduce((sum, [, times = 1]) => sum + times, 0) <= MAX_STEPS, `at most ${MAX_STEPS}`),
    v.transform((pairs) => pairs.flatMap(([actor = 0, times = 1]): number[] => new Array(times).fill(actor))),
  ),
  p: v.pipe(pattern(/^\d{1,6}$/, STEP), v.transform(Number), v.maxValue(MAX_STEPS, STEP)),
  m: v.picklist(PANELS, `one of ${PANELS.join(", ")}`),
  k: v.pipe(v.string(), v.nonEmpty(`a kernel, such as ${AN_ERA}`)),
  f: pattern(/^1$/, "1: every order was tried"),
} as const;
