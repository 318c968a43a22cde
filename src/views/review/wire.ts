/** What the referee, who trusts nobody, and the keeper of a sandboxed frame say to each other. */

/** To the keeper. `side`: a script for workers, by name. `request`: as JSON. */
export type Order =
  | { type: "side"; side: string; script: string }
  | { type: "start"; worker: number; side: string }
  | { type: "ask"; worker: number; request: string }
  | { type: "end"; worker: number };

/** From the keeper. What a worker said is text until somebody has read it as a stranger's. */
export type Word = { worker: number; said: string } | { worker: number; broken: string };

/** Characters of one answer. The longest of our own have a tenth of it. */
export const MAX_ANSWER = 4_000_000;
