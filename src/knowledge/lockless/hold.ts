/** Holds what explorations showed to the table: what is in no row, and what of the table nobody needs. */
import { type Era, lineage } from "../../../models/era.ts";
import type { Findings, Lockless, NotOneStep, Race } from "../../engine/races/index.ts";
import { isPlain, type LocklessTable } from "./table.ts";

/** What the table doesn't cover. */
export type Beyond = Pick<Findings, "races" | "lockless" | "steps">;

export class Held {
  private readonly table: LocklessTable;
  private readonly used = new Set<string>();

  constructor(table: LocklessTable) {
    this.table = table;
  }

  /** Of one exploration. */
  beyond(of: Era, { races, lockless, steps, operations, locks }: Findings): Beyond {
    // An era of which no row speaks does as the one that it is built on.
    const era = lineage(of);
    for (const name of operations) this.use("operations", name);
    for (const name of locks) this.use("locks", name);
    return {
      races: races.filter((race) => !this.covers(era, race)),
      lockless: lockless.filter((access) => !this.explains(era, access)),
      steps: steps.filter((step) => !this.excuses(era, step)),
    };
  }

  /** What was never needed: rows, and words, functions and eras of rows. */
  needless(): string[] {
    const { accesses, steps, operations, locks } = this.table;
    const needed = [
      ...accesses.flatMap(({ where, words, eras }) => [
        ...where.flatMap((each) => words.map((word) => `access ${each} ${word}`)),
        ...eras.map((era) => `access ${where} ${words} in ${era}`),
      ]),
      ...steps.flatMap(({ step, where, eras }) => [
        ...where.map((each) => `step ${step} of ${each}`),
        ...eras.map((era) => `step ${step} of ${where} in ${era}`),
      ]),
      ...operations.map(({ name }) => `operations ${name}`),
      ...locks.map(({ name }) => `locks ${name}`),
    ];
    return needed.filter((what) => !this.used.has(what));
  }

  private use(...what: string[]): void {
    this.used.add(what.join(" "));
  }

  private usedIn(era: readonly string[], ...what: string[]): void {
    this.use(...what, "in", era[0] as string);
  }

  private rowOf(era: readonly string[], where: string, word: string) {
    return this.table.accesses.find(
      (row) => row.where.includes(where) && row.words.includes(word) && row.eras.some((each) => era.includes(each)),
    );
  }

  private explains(era: readonly string[], { where, word, marked }: Lockless): boolean {
    const row = this.rowOf(era, where, word);
    if (row === undefined || isPlain(row, word, era) === marked) return false;
    this.use("access", where, word);
    this.usedIn(era, "access", `${row.where}`, `${row.words}`);
    return true;
  }

  /** One side of it looks, or stores, where the kernel means it. */
  private covers(era: readonly string[], { first, second }: Race): boolean {
    const rows = [first, second].flatMap(({ where, word }) => this.rowOf(era, where, word) ?? []);
    for (const row of rows) {
      for (const { where, word } of [first, second]) if (row.where.includes(where)) this.use("access", where, word);
      this.usedIn(era, "access", `${row.where}`, `${row.words}`);
    }
    return rows.length > 0;
  }

  private excuses(era: readonly string[], { step, where }: NotOneStep): boolean {
    const row = this.table.steps.find(
      (each) => each.step === step && each.where.includes(where) && each.eras.some((one) => era.includes(one)),
    );
    if (row === undefined) return false;
    this.use("step", step, "of", where);
    this.usedIn(era, "step", step, "of", `${row.where}`);
    return true;
  }
}
