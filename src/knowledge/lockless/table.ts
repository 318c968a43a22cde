/** The table of what the kernel does without a lock, on purpose: content/lockless.yaml. hold.ts finds out whether it is so. */

import * as v from "valibot";
import { isStage, lineage } from "../../../models/era.ts";
import { GUARDS } from "../../../models/guards.ts";
import { ERAS, PLANNED } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import type { Marking } from "../../engine/races/index.ts";
import type { ModelledKernel } from "../../engine/scenario/kernel_range.ts";
import { readData } from "../data.ts";
import { pointsOf } from "../series/points.ts";

const text = (what: string) => v.pipe(v.string(what), v.trim(), v.minLength(1, what));
const some = (what: string) => v.pipe(v.array(text(what)), v.minLength(1, what));
/** "mops": every kernel of it; "mops@6.1": this kernel alone. */
const KERNELS: readonly string[] = [...ERAS, ...PLANNED].flatMap(({ id, releases }) => [
  id,
  ...releases.map((each) => `${id}@${each.id}`),
]);
const eras = v.pipe(v.array(v.picklist(KERNELS, "an era or a plan, or a kernel of one")), v.minLength(1));
const reasoned = { reason: text("why it may"), source: text("a source") };

const access = v.strictObject({
  where: some("functions that look"),
  words: some("words that they look at"),
  eras,
  meets: v.optional(v.array(text("a function that stores")), []),
  // "page.mapping", or "page.page_type@aops" where only this era, or this kernel, has not marked it. Whatever stands in neither list is read by READ_ONCE().
  plain: v.optional(v.array(text("a word that the kernel doesn't mark")), []),
  data_race: v.optional(v.array(text("a word that is read by data_race()")), []),
  sees: text("what it may see"),
  rests: text("what it rests on"),
  recheck: text("what asks again"),
  shown: v.union(
    [
      v.strictObject({ guard: v.picklist(keysOf(GUARDS), "the name of a guard") }),
      v.strictObject({ scenario: text("a scenario") }),
    ],
    "{ guard } or { scenario }",
  ),
  source: text("a source"),
});
const store = v.strictObject({
  where: some("functions that store"),
  words: some("words that they store to"),
  eras,
  marked: v.optional(v.boolean(), false),
  under: v.array(text("a lock that is always held")),
  meets: v.optional(v.array(text("another function that stores")), []),
  does: text("what is stored"),
  rests: text("why others may come by"),
  source: text("a source"),
});
const step = v.strictObject({ step: text("a step"), where: some("functions that take it"), eras, ...reasoned });
const alone = v.strictObject({ lock: text("a lock"), eras, ...reasoned });
const named = v.strictObject({ name: text("a name"), ...reasoned });

const table = v.strictObject({
  accesses: v.array(access),
  stores: v.array(store),
  steps: v.array(step),
  operations: v.array(named),
  locks: v.array(named),
  alone: v.array(alone),
});

export type LocklessTable = v.InferOutput<typeof table>;
export type LocklessAccess = LocklessTable["accesses"][number];
export type LocklessStore = LocklessTable["stores"][number];

/** Throws an Error that names the file and every mistake in it. */
export function readLockless(source: string, file: string): LocklessTable {
  return readData(table, source, file);
}

/** What a row is called, in its heading and in addresses. */
export function titleOf({ where, words }: LocklessAccess | LocklessStore): string {
  return `${where.join(", ")}: ${words.join(", ")}`;
}

/** Whom it may do as: a stage of a series as the kernel before the series, or as the one after it. */
export function doesAs(kernel: ModelledKernel): readonly ModelledKernel[] {
  const { release } = kernel;
  if (!isStage(release)) return [kernel];
  const around = pointsOf(release.stage.series).filter(({ patches }) => patches === null);
  return around.slice(0, 2);
}

/** Is what is said of `entry`, an era or one kernel of it, said of this kernel? */
export function speaksOf(entry: string, { era, release }: ModelledKernel): boolean {
  const [id, only] = entry.split("@");
  return only === undefined ? lineage(era).some((each) => each === id) : id === era.id && only === release.id;
}

export function markingOf({ plain, data_race }: LocklessAccess, word: string, kernel: ModelledKernel): Marking {
  const isIn = (list: readonly string[]) =>
    list.some((each) => {
      const [name, ...entry] = each.split("@");
      return name === word && (entry.length === 0 || speaksOf(entry.join("@"), kernel));
    });
  return isIn(plain) ? "plain" : isIn(data_race) ? "data_race" : "once";
}

/** Why no two actors ever want the lock at once in the era; null: they do, or should. */
export function whyAlone({ alone }: Pick<LocklessTable, "alone">, lock: string, era: string): string | null {
  return alone.find((each) => each.lock === lock && each.eras.includes(era))?.reason ?? null;
}

/** The rows that speak of one of these eras, or of a kernel of one. What is said of a plan is told with the plan, and not where kernels are told of. */
export function rowsOf(ids: readonly string[], { accesses, stores, steps, ...rest }: LocklessTable): LocklessTable {
  const speaks = ({ eras: those }: { eras: readonly string[] }) =>
    those.some((each) => ids.includes(each.split("@", 1).join()));
  return { accesses: accesses.filter(speaks), stores: stores.filter(speaks), steps: steps.filter(speaks), ...rest };
}
