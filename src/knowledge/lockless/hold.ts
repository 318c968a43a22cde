/** Holds what explorations showed to the table: what is in no row, and what of the table nobody needs. */
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
  beyond(era: string, { races, lockless, steps, operations, locks }: Findings): Beyond {
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

  private rowOf(era: string, where: string, word: string) {
    return this.table.accesses.find(
      (row) => row.where.includes(where) && row.words.includes(word) && row.eras.some((each) => each === era),
    );
  }

  private explains(era: string, { where, word, marked }: Lockless): boolean {
    const row = this.rowOf(era, where, word);
    if (row === undefined || isPlain(row, word, era) === marked) return false;
    this.use("access", where, word);
    this.use("access", `${row.where}`, `${row.words}`, "in", era);
    return true;
  }

  /** One side of it looks, or stores, where the kernel means it. */
  private covers(era: string, { first, second }: Race): boolean {
    const rows = [first, second].flatMap(({ where, word }) => this.rowOf(era, where, word) ?? []);
    for (const row of rows) {
      for (const { where, word } of [first, second]) if (row.where.includes(where)) this.use("access", where, word);
      this.use("access", `${row.where}`, `${row.words}`, "in", era);
    }
    return rows.length > 0;
  }

  private excuses(era: string, { step, where }: NotOneStep): boolean {
    const row = this.table.steps.find(
      (each) => each.step === step && each.where.includes(where) && each.eras.some((one) => one === era),
    );
    if (row === undefined) return false;
    this.use("step", step, "of", where);
    this.use("step", step, "of", `${row.where}`, "in", era);
    return true;
  }
}
