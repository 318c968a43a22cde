/**
 * An exercise: a patch to the models, what it says of itself, and a question. content/katas, one file each. The patch is not in the file: it is
 * made of two kernels, or of one with guards and without. What the file says goes wrong is computed anew by the tests.
 */

import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { KERNEL_NAMES } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { A_KERNEL } from "../../engine/scenario/such_as.ts";
import { readData } from "../data.ts";
import { ANSWERS } from "./answers.ts";

/** Whose words the claim is, and whose code. */
export const CLAIMED = {
  posted: "A patch that was posted, and what it says of itself, in our words.",
  sharpened: "A patch that was posted, in our words; it promises more here than it did there.",
  slip: "This slip was in code that was posted or merged. The patch that shows it, and its words, are made for the exercise.",
  "made up": "Nobody posted this patch: it is made for the exercise.",
} as const;

const text = v.pipe(v.string("a text"), v.trim(), v.minLength(1, "a text"));
const guard = v.picklist(keysOf(GUARDS), "the name of a guard in models/guards.ts");
const kernel = v.picklist(KERNEL_NAMES, `a kernel such as ${A_KERNEL}`);

const source = v.strictObject({
  text,
  /** How well it is known: as on the timeline. */
  grade: v.picklist(["id", "text", "source", "recalled"]),
});

const kata = v.pipe(
  v.strictObject({
    title: text,
    /** On the list of katas, from easy to hard. */
    order: v.pipe(v.number(), v.integer(), v.minValue(1)),
    claimed: v.picklist(keysOf(CLAIMED)),
    claim: text,
    kernel,
    /** What the patch leaves out; or the kernel that it leads to. */
    without: v.optional(v.pipe(v.array(guard), v.minLength(1))),
    patched: v.optional(kernel),
    scenario: text,
    answer: v.picklist(Object.keys(ANSWERS), "what goes wrong: a kind of fault, or invariant I-16"),
    /** Where the patch does more than one thing: the one that does the harm. */
    blame: v.optional(v.union([guard, v.strictObject({ functions: v.pipe(v.array(text), v.minLength(1)) })])),
    hints: v.pipe(v.array(text), v.length(3, "three hints")),
    outcome: text,
    sources: v.pipe(v.array(source), v.minLength(1)),
    /** Pages of the site that say more. */
    see: v.optional(
      v.array(v.strictObject({ page: v.pipe(v.string(), v.regex(/^[\w/-]+(#[\w-]+)?$/, "a page of the site")), text })),
      [],
    ),
  }),
  v.check(({ without, patched }) => (without === undefined) !== (patched === undefined), "without, or patched"),
);

export type Kata = v.InferOutput<typeof kata> & { id: string };

/** Throws an Error that names the file and every mistake in it. */
export function readKata(yaml: string, file: string): Kata {
  return { id: file.replace(/^.*\/|\.yaml$/g, ""), ...readData(kata, yaml, file) };
}

export function byOrder(a: Kata, b: Kata): number {
  return a.order - b.order || a.id.localeCompare(b.id);
}
