/**
 * Programs for two readers: one text of steps, of which promela.ts makes a model for spin and system.ts a system for the explorer. What is written in
 * strings means the same in both: assignments, comparisons and sums of whole numbers.
 */
export interface Step {
  /** What it waits for. */
  when?: string;
  /** Assignments, all of them at once. */
  does?: readonly string[];
  /** Wrong if it doesn't hold afterwards. */
  assert?: string;
  /** Where it goes on: the first whose condition holds; the next step, if none does. */
  to?: readonly (readonly [condition: string, step: number])[];
}

export interface Process {
  /** In addition to `me`, its number. All of them begin with 0. */
  locals: readonly string[];
  steps: readonly Step[];
}

export interface Program {
  id: string;
  /** Words and arrays of words that all share. */
  words: Readonly<Record<string, number | readonly number[]>>;
  processes: readonly Process[];
  /** Does something go wrong? */
  broken: boolean;
}
