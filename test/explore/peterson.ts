/** Peterson's mutual exclusion of two processes, as a system to explore, and a variant in which a process looks before it says that it wants to enter. */
import type { System, Violation } from "../../src/explore/system.ts";

/** Words, by address: two flags, whose turn it is, and how many are inside. */
const WANTS = [0x10, 0x14];
const TURN = 0x18;
const INSIDE = 0x1c;

type Step = "want" | "yield" | "look" | "enter" | "leave" | "done";
const ORDER: Step[] = ["want", "yield", "look", "enter", "leave", "done"];
const BROKEN_ORDER: Step[] = ["yield", "look", "want", "enter", "leave", "done"];

export class Peterson implements System {
  readonly actors = ["A", "B"];
  readonly footprint = new Int32Array(4);
  touched = 0;
  private readonly order: Step[];
  private words = new Map<number, number>();
  private at = [0, 0];
  private waits = [false, false];

  constructor({ broken = false } = {}) {
    this.order = broken ? BROKEN_ORDER : ORDER;
  }

  reset(): void {
    this.words = new Map();
    this.at = [0, 0];
    this.waits = [false, false];
  }

  step(actor: number): Violation | null {
    this.touched = 0;
    const [mine, others] = [WANTS[actor] as number, WANTS[1 - actor] as number];
    let inside = 0;
    switch (this.next(actor)) {
      case "want":
        this.store(mine, 1);
        break;
      case "yield":
        this.store(TURN, 1 - actor);
        break;
      case "look":
        this.waits[actor] = this.load(others) === 1 && this.load(TURN) !== actor;
        if (this.waits[actor]) return null;
        break;
      case "enter":
        inside = this.load(INSIDE);
        this.store(INSIDE, inside + 1);
        break;
      case "leave":
        this.store(INSIDE, this.load(INSIDE) - 1);
        this.store(mine, 0);
    }
    this.at[actor] = (this.at[actor] as number) + 1;
    return inside === 0 ? null : { kind: "not exclusive", message: `${this.actors[actor]} is not alone` };
  }

  /** A process that waits can go on when what it waits for has happened, which looks like a step that is not enabled until then. */
  enabled(): number {
    return this.mask((actor) => this.next(actor) !== "done" && !(this.waits[actor] && this.mustWait(actor)));
  }
  finished(): number {
    return this.mask((actor) => this.next(actor) === "done");
  }
  waitsOn(actor: number): number {
    return this.waits[actor] && this.mustWait(actor) ? (WANTS[1 - actor] as number) : 0;
  }

  /** The state of the words; the explorer adds where each actor stands. */
  get hashA(): number {
    return [...this.words].reduce((hash, [word, value]) => hash ^ Math.imul(word * 31 + value, 0x9e3779b1), 0);
  }
  get hashB(): number {
    return [...this.words].reduce((hash, [word, value]) => hash ^ Math.imul(word * 37 + value, 0x85ebca6b), 0);
  }
  place(actor: number): number {
    return 2 * (this.at[actor] as number) + (this.waits[actor] ? 1 : 0);
  }
  checkEnd(): Violation | null {
    return null;
  }
  outcome(): string {
    return `turn ${this.words.get(TURN)}`;
  }

  private next(actor: number): Step {
    return this.order[this.at[actor] as number] as Step;
  }
  private mustWait(actor: number): boolean {
    return this.words.get(WANTS[1 - actor] as number) === 1 && this.words.get(TURN) !== actor;
  }
  private load(word: number): number {
    this.footprint[this.touched++] = word;
    return this.words.get(word) ?? 0;
  }
  private store(word: number, value: number): void {
    this.footprint[this.touched++] = word | 1;
    this.words.set(word, value);
  }
  private mask(holds: (actor: number) => boolean): number {
    return (holds(0) ? 1 : 0) | (holds(1) ? 2 : 0);
  }
}
