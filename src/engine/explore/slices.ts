/** Work that stops now and then to tell how far it is, and is told whether to go on: true, or nothing; false cancels it. */
export type Sliced<R> = Generator<Progress, R, boolean | undefined>;

export interface Progress {
  /** All orders, random ones, or the shortest counterexample. */
  doing: "explore" | "random" | "shorten";
  executions: number;
  states: number;
  depth: number;
  /** How much is done: 0 to 1. A guess, unless it is random orders. */
  estimate: number;
}

export function finish<R>(work: Sliced<R>, onProgress?: (progress: Progress) => boolean): R {
  for (let told = work.next(); ; told = work.next(onProgress?.(told.value))) if (told.done) return told.value;
}

/** Turns of the work between two looks at the clock: many of them take no time, and on a large machine a few take long. */
export class Pace {
  private readonly now: () => number;
  private readonly most: number;
  private turns = 1;
  private left = 0;
  private looked: number;

  /** `most`: turns of a slice. */
  constructor(most: number, now: () => number) {
    this.most = most;
    this.now = now;
    this.looked = now();
  }

  /** Asked at each turn. */
  looks(): boolean {
    if (--this.left > 0) return false;
    const now = this.now();
    this.turns = now - this.looked > LONG ? 1 : Math.min(2 * this.turns, this.most);
    this.looked = now;
    this.left = this.turns;
    return true;
  }
}

/** Milliseconds. */
const LONG = 20;
