/** The form of content/game: races to be lost on purpose, and races to be mended. That the par is the fewest is for the tests to say. */
import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { line, sources } from "../data.ts";

const guard = v.picklist(keysOf(GUARDS));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const common = {
  title: line,
  /** Where one is, and what is at stake. */
  story: line,
  scenario: line,
  /** "mops", "flags@7.2". */
  kernel: line,
  /** Functions of the models that are shown. */
  code: v.pipe(v.array(line), v.minLength(1), v.maxLength(3)),
  /** The fewest that it takes: switches from one actor to another, or checks that are put back. */
  par: count,
  hint: line,
  /** What the win shows, in one sentence. */
  shows: line,
  sources,
};

export const level = v.variant("goal", [
  /** Find an order that goes wrong without these guards. */
  v.strictObject({ ...common, goal: v.literal("break"), without: v.pipe(v.array(guard), v.minLength(1)) }),
  /** Put back the fewest of these guards with which no order goes wrong. */
  v.strictObject({
    ...common,
    goal: v.literal("hold"),
    without: v.pipe(v.array(guard), v.minLength(2), v.maxLength(4)),
  }),
]);

export type Level = v.InferOutput<typeof level> & { id: string };
