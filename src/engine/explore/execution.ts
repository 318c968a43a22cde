/** The execution that a search is in: the steps since it began, and the system, which is led there once more after going back. */
import { includes } from "./actors.ts";
import type { Choices, System } from "./system.ts";

type Violation = ReturnType<System["step"]>;

/** Where the system is when somebody else has led it. */
const ELSEWHERE = -1;

export class Execution {
  /** Its own steps. */
  path: Choices = [];
  private readonly system: System;
  /** The steps that lead to where it begins. */
  private start: Choices = [];
  /** Steps that the system has taken of `path`; more or less after going back. */
  private at = 0;

  constructor(system: System) {
    this.system = system;
  }

  begin(start: Choices): void {
    this.start = start;
    this.path = [];
    this.rewind();
  }

  get isFromTheStart(): boolean {
    return this.start.length === 0;
  }
  get last(): number | undefined {
    return this.path.at(-1);
  }
  /** From the first state of the system on. */
  get length(): number {
    return this.start.length + this.path.length;
  }
  /** All that was taken so far. */
  get choices(): Choices {
    return this.start.length === 0 ? this.path : [...this.start, ...this.path];
  }

  step(actor: number): Violation {
    this.path.push(actor);
    const violation = this.system.step(actor);
    this.at++;
    return violation;
  }

  /** The system is where the path ends. Returns how many steps it took for that. */
  resume(): number {
    return this.lead(this.path.length);
  }

  /** Takes steps of others behind the first few of the path, and then one of the actor. Null: somebody cannot, or it goes wrong. `read`: of the last step. */
  rehearse<T>(depth: number, others: readonly number[], actor: number, read: (system: System) => T): T | null {
    const { system } = this;
    this.lead(depth);
    const isDone = [...others, actor].every((each) => includes(system.enabled(), each) && system.step(each) === null);
    const found = isDone ? read(system) : null;
    if (system.undoTo) system.undoTo(this.start.length + depth);
    else this.forget();
    return found;
  }

  private lead(depth: number): number {
    if (this.at === depth) return 0;
    if (!this.system.undoTo || this.at === ELSEWHERE) this.rewind();
    else if (this.at > depth) {
      this.system.undoTo(this.start.length + depth);
      this.at = depth;
    }
    const from = this.at;
    for (const actor of this.path.slice(from, depth)) this.system.step(actor);
    this.at = depth;
    return depth - from;
  }

  /** Somebody else has led the system. */
  forget(): void {
    this.at = ELSEWHERE;
  }

  private rewind(): void {
    this.system.reset();
    for (const actor of this.start) this.system.step(actor);
    this.at = 0;
  }
}
