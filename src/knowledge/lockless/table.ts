/** The table of what the kernel does without a lock, on purpose: content/lockless.yaml. hold.ts finds out whether it is so. */
import * as v from "valibot";
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import { ERA_IDS, PLAN_IDS } from "../../../models/index.ts";
import { readData } from "../data.ts";

const text = (what: string) => v.pipe(v.string(what), v.trim(), v.minLength(1, what));
const some = (what: string) => v.pipe(v.array(text(what)), v.minLength(1, what));
const eras = v.pipe(v.array(v.picklist([...ERA_IDS, ...PLAN_IDS], "an era, or a plan")), v.minLength(1));
const reasoned = { reason: text("why it may"), source: text("a source") };

const access = v.strictObject({
  where: some("functions that look"),
  words: some("words that they look at"),
  eras,
  // "page.mapping", or "page.page_type@aops" where only this era has not marked it.
  plain: v.optional(v.array(text("a word that the kernel doesn't mark")), []),
  sees: text("what it may see"),
  rests: text("what it rests on"),
  recheck: text("what asks again"),
  shown: v.union(
    [
      v.strictObject({ guard: v.picklist(Object.keys(GUARDS) as GuardName[], "the name of a guard") }),
      v.strictObject({ scenario: text("a scenario") }),
    ],
    "{ guard } or { scenario }",
  ),
  source: text("a source"),
});
const step = v.strictObject({ step: text("a step"), where: some("functions that take it"), eras, ...reasoned });
const named = v.strictObject({ name: text("a name"), ...reasoned });

const table = v.strictObject({
  accesses: v.array(access),
  steps: v.array(step),
  operations: v.array(named),
  locks: v.array(named),
});

export type LocklessTable = v.InferOutput<typeof table>;
export type LocklessAccess = LocklessTable["accesses"][number];

/** Throws an Error that names the file and every mistake in it. */
export function readLockless(source: string, file: string): LocklessTable {
  return readData(table, source, file);
}

/** `era`: and those that it is built on. */
export function isPlain({ plain }: LocklessAccess, word: string, era: readonly string[]): boolean {
  return plain.includes(word) || era.some((each) => plain.includes(`${word}@${each}`));
}

/** The rows that speak of one of these. What is said of a plan is told with the plan, and not where kernels are told of. */
export function rowsOf(ids: readonly string[], { accesses, steps, ...rest }: LocklessTable): LocklessTable {
  const speaks = ({ eras: those }: { eras: readonly string[] }) => those.some((id) => ids.includes(id));
  return { accesses: accesses.filter(speaks), steps: steps.filter(speaks), ...rest };
}
