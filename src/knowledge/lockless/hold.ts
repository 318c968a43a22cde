/** Holds what explorations showed to the table: what is in no row, and what of the table nobody needs. */
import type { Findings, Lockless, NotOneStep, Race } from "../../engine/races/index.ts";
import type { ModelledKernel } from "../../engine/scenario/kernel_range.ts";
import { doesAs, isPlain, type LocklessTable, speaksOf } from "./table.ts";

/** What the table doesn't cover. */
export type Beyond = Pick<Findings, "races" | "lockless" | "steps">;

export class Held {
  private readonly table: LocklessTable;
  private readonly used = new Set<string>();

  constructor(table: LocklessTable) {
    this.table = table;
  }

  /** Of one exploration. */
  beyond(on: ModelledKernel, { races, lockless, steps, operations, locks }: Findings): Beyond {
    for (const name of operations) this.use("operations", name);
    for (const name of locks) this.use("locks", name);
    const kernels = doesAs(on);
    return {
      races: races.filter((race) => !kernels.some((each) => this.covers(each, race))),
      lockless: lockless.filter((access) => !kernels.some((each) => this.explains(each, access))),
      steps: steps.filter((step) => !kernels.some((each) => this.excuses(each, step))),
    };
  }

  /** What none of these kernels ever needed: rows, words and functions of rows, and of what a row says of a kernel or of each kernel of an era. */
  needless(kernels: readonly ModelledKernel[]): string[] {
    const onEach = (eras: readonly string[], what: string) =>
      eras.flatMap((entry) => kernels.filter((on) => speaksOf(entry, on)).map((on) => `${what} on ${nameOf(on)}`));
    const { accesses, steps, operations, locks } = this.table;
    const needed = [
      ...accesses.flatMap(({ where, words, eras }) => [
        ...where.flatMap((each) => words.map((word) => `access ${each} ${word}`)),
        ...onEach(eras, `access ${where} ${words}`),
      ]),
      ...steps.flatMap(({ step, where, eras }) => [
        ...where.map((each) => `step ${step} of ${each}`),
        ...onEach(eras, `step ${step} of ${where}`),
      ]),
      ...operations.map(({ name }) => `operations ${name}`),
      ...locks.map(({ name }) => `locks ${name}`),
    ];
    return needed.filter((what) => !this.used.has(what));
  }

  private use(...what: string[]): void {
    this.used.add(what.join(" "));
  }

  private useOn(on: ModelledKernel, ...what: string[]): void {
    this.use(...what, "on", nameOf(on));
  }

  private rowOf(on: ModelledKernel, where: string, word: string) {
    return this.table.accesses.find(
      (row) => row.where.includes(where) && row.words.includes(word) && row.eras.some((each) => speaksOf(each, on)),
    );
  }

  private explains(on: ModelledKernel, { where, word, marked }: Lockless): boolean {
    const row = this.rowOf(on, where, word);
    if (row === undefined || isPlain(row, word, on) === marked) return false;
    this.use("access", where, word);
    this.useOn(on, "access", `${row.where}`, `${row.words}`);
    return true;
  }

  /** One side of it looks, or stores, where the kernel means it. */
  private covers(on: ModelledKernel, { first, second }: Race): boolean {
    const rows = [first, second].flatMap(({ where, word }) => this.rowOf(on, where, word) ?? []);
    for (const row of rows) {
      for (const { where, word } of [first, second]) if (row.where.includes(where)) this.use("access", where, word);
      this.useOn(on, "access", `${row.where}`, `${row.words}`);
    }
    return rows.length > 0;
  }

  private excuses(on: ModelledKernel, { step, where }: NotOneStep): boolean {
    const row = this.table.steps.find(
      (each) => each.step === step && each.where.includes(where) && each.eras.some((one) => speaksOf(one, on)),
    );
    if (row === undefined) return false;
    this.use("step", step, "of", where);
    this.useOn(on, "step", step, "of", `${row.where}`);
    return true;
  }
}

function nameOf({ era, release }: ModelledKernel): string {
  return `${era.id}@${release.id}`;
}
