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
