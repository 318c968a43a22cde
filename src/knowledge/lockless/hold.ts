/** Holds what explorations showed to the table: what is in no row, and what of the table nobody needs. */
import { must } from "../../engine/must.ts";
import type { Findings, Lockless, NotOneStep, Race } from "../../engine/races/index.ts";
import type { ModelledKernel } from "../../engine/scenario/kernel_range.ts";
import { doesAs, type LocklessAccess, type LocklessStore, type LocklessTable, markingOf, speaksOf } from "./table.ts";

/** What the table doesn't cover. `marked`: both sides stand in it, but neither names the other. */
export type Beyond = Pick<Findings, "races" | "marked" | "lockless" | "steps">;

export const NOTHING: Beyond = { races: [], marked: [], lockless: [], steps: [] };

type Row = LocklessAccess | LocklessStore;
type Side = Omit<Lockless, "choices">;

export class Held {
  private readonly table: LocklessTable;
  private readonly used = new Set<string>();
  /** Locks that were held at each store so far. */
  private readonly always = new Map<LocklessStore, readonly string[]>();

  constructor(table: LocklessTable) {
    this.table = table;
  }

  /** Of one exploration. */
  beyond(on: ModelledKernel, { races, marked, lockless, steps, operations, locks }: Findings): Beyond {
    for (const name of operations) this.use("operations", name);
    for (const name of locks) this.use("locks", name);
    const kernels = doesAs(on);
    return {
      races: races.filter((race) => !this.covers(kernels, race)),
      marked: marked
        .filter((race) => sidesOf(race).every((each) => this.rowOf(kernels, each)))
        .filter((race) => !this.covers(kernels, race)),
      lockless: lockless.filter((access) => this.rowOf(kernels, access) === undefined),
      steps: steps.filter((step) => !kernels.some((each) => this.excuses(each, step))),
    };
  }

  /** What was needed so far, as needless() calls it. */
  get needed(): Iterable<string> {
    return this.used;
  }

  needs(row: LocklessAccess): boolean {
    return [...this.used].some((what) => what.startsWith(`${told(row)} on `));
  }

  /** What none of these kernels ever needed of the table, or of a part of it: rows, words and functions of rows, and of what a row says of a kernel or of each kernel of an era. */
  needless(kernels: readonly ModelledKernel[], of: LocklessTable = this.table): string[] {
    const onEach = (eras: readonly string[], what: string) =>
      eras.flatMap((entry) => kernels.filter((on) => speaksOf(entry, on)).map((on) => `${what} on ${nameOf(on)}`));
    const { accesses, stores, steps, operations, locks } = of;
    const needed = [
      ...[...accesses, ...stores].flatMap((row) => [
        ...row.where.flatMap((each) => row.words.map((word) => `${kindOf(row)} ${each} ${word}`)),
        ...row.meets.map((each) => `${told(row)} meets ${each}`),
        ...onEach(row.eras, told(row)),
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

  /** Locks that every store of a row holds, and that the row doesn't name. */
  unsaid(): string[] {
    return [...this.always].flatMap(([row, locks]) =>
      locks.filter((lock) => !row.under.includes(lock)).map((lock) => `${told(row)} is always under ${lock}`),
    );
  }

  private use(...what: string[]): void {
    this.used.add(what.join(" "));
  }

  private useOn(on: ModelledKernel, ...what: string[]): void {
    this.use(...what, "on", nameOf(on));
  }

  /** Both sides, and one of them names the other. */
  private covers(kernels: readonly ModelledKernel[], race: Race): boolean {
    const sides = sidesOf(race);
    const rows = sides.map((side) => this.rowOf(kernels, side));
    if (rows.includes(undefined)) return false;
    if (sides.length < 2) return true;
    const named = rows.flatMap((row, at) => {
      const { where } = must(sides[1 - at], "other side");
      if (!row?.meets.includes(where)) return [];
      this.use(told(row), "meets", where);
      return [row];
    });
    return named.length > 0;
  }

  private rowOf(kernels: readonly ModelledKernel[], side: Side): Row | undefined {
    for (const on of kernels) {
      const row = side.does === "reads" ? this.readOf(on, side) : this.storeOf(on, side);
      if (row === undefined) continue;
      this.use(kindOf(row), side.where, side.word);
      this.useOn(on, told(row));
      return row;
    }
    return undefined;
  }
  private readOf(on: ModelledKernel, side: Side): LocklessAccess | undefined {
    return this.table.accesses.find((row) => isIn(row, side, on) && markingOf(row, side.word, on) === side.marking);
  }
  private storeOf(on: ModelledKernel, side: Side): LocklessStore | undefined {
    const row = this.table.stores.find(
      (each) =>
        isIn(each, side, on) &&
        (each.marked ? "once" : "plain") === side.marking &&
        each.under.every((lock) => side.held.includes(lock)),
    );
    if (row !== undefined) {
      const before = this.always.get(row) ?? side.held;
      this.always.set(
        row,
        before.filter((lock) => side.held.includes(lock)),
      );
    }
    return row;
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

/** Those that need a row: what is atomic needs none. */
function sidesOf({ first, second }: Race): Side[] {
  return [first, second].filter(({ does }) => does !== null);
}

function isIn({ where, words, eras }: Row, side: Side, on: ModelledKernel): boolean {
  return where.includes(side.where) && words.includes(side.word) && eras.some((each) => speaksOf(each, on));
}

function kindOf(row: Row): string {
  return "under" in row ? "store" : "read";
}
function told(row: Row): string {
  return `${kindOf(row)} ${row.where} ${row.words}`;
}
function nameOf({ era, release }: ModelledKernel): string {
  return `${era.id}@${release.id}`;
}
