/** The execution that a search is in: the steps since it began, and the system, which is led there once more after going back. */
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
    const { length } = this.path;
    if (this.at === length) return 0;
    if (this.system.undoTo && this.at !== ELSEWHERE) {
      this.system.undoTo(this.length);
      this.at = length;
      return 0;
    }
    this.rewind();
    for (const actor of this.path) this.system.step(actor);
    this.at = length;
    return length;
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
