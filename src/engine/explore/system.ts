/**
 * What the explorer needs to know of a system, and it is not much: a few actors that take steps, the words that each step
 * touched, and whether what came out is wrong. It knows nothing of pages. actor_system.ts makes one of less.
 */

/** Something is wrong: thrown by `step`, or returned by the checks. */
export interface Violation {
  /** "BUG", "use-after-free", "deadlock", "invariant I-6": two violations of the same kind are the same finding. */
  kind: string;
  message: string;
  /** Of an end: nothing broke on the way there. The search goes on for something worse, and says this where there is nothing. */
  mild?: true;
}

/** What every fair order must come to, at some moment. */
export interface Eventually {
  what: string;
  /** Of the state that the system is in. */
  holds(): boolean;
}

/** One word that alone decides whether an actor can take its next step, which loads it. */
export interface Gate {
  word: number;
  /** Can the step be taken while the word has this value? Asked before it is taken. */
  opens(value: number): boolean;
}

export interface System {
  /** At most 16. */
  readonly actors: readonly string[];
  /** Back to the initial state; the same every time. */
  reset(): void;
  /**
   * Bit n: actor n can take a step now. One that must wait takes a step in which it looks and sees so; from then on it cannot, until what it
   * saw has changed. Before a gate nobody looks.
   */
  enabled(): number;
  /** Bit n: actor n has nothing more to do. */
  finished(): number;
  /** Bit n: actor n never looks. It has nothing to do, and counts as finished, until a step of another stores something for it to do. */
  readonly woken?: number;
  /** Is something wrong in the initial state? Asked after `reset`. */
  checkStart?(): Violation | null;
  /**
   * Takes one step of the actor. The step must be determined by the words that the actor has loaded so far. Returns a violation
   * where the step itself went wrong, or left a state that is wrong.
   */
  step(actor: number): Violation | null;
  /** Back to where the first `depth` steps since the reset led. A system that cannot is reset and takes them again. */
  undoTo?(depth: number): void;
  /** What the last step did, in words, for people. */
  readonly lastStep?: string;
  /** The same number means: the same actor, and the same accesses. 0, or missing: nothing is known of the last step. */
  readonly stepId?: number;
  /** Words that the last step touched, in order: address with bit 0 set for a store. */
  readonly footprint: Int32Array;
  readonly touched: number;
  /** Where the actor stands: all that the rest of it can depend on but the memory, as a number. The same one: it goes on alike. */
  place(actor: number): number;
  /** Of the next step, for as long as the actor stands where it stands. Null, or missing: it has none. */
  gate?(actor: number): Gate | null;
  /** Of a word that a gate is about. */
  valueAt?(word: number): number;
  /** Words of which an actor that cannot run waits for a change. */
  waitsOn(actor: number): readonly number[];
  /** The same in words, for people: "turn or flag[1]". */
  waitedFor?(actor: number): string;
  /** 64 bits that tell two states of the memory apart. They need not be mixed. */
  readonly hashA: number;
  readonly hashB: number;
  /** The whole state as a text, where a system has one: for `checkSystem`, which does not trust hashes. */
  exact?(): string;
  /**
   * The same system with places that forget nothing, where those of this one leave out what somebody said does not matter. `contradiction`: what the last
   * step did that another did differently from what would be one place.
   */
  unmerged?(): System;
  readonly contradiction?: string | null;
  readonly eventually?: readonly Eventually[];
  /** Actors that are equal: the same code and the same start, and no word or check that tells them apart. Words from -2^30 on are then the explorer's. */
  readonly equal?: readonly (readonly number[])[];
  /** An end in which each actor is called what `as` says in its place. Missing: ends name no actors. */
  renamed?(outcome: string, as: readonly number[]): string;
  /** All actors are finished: is something wrong in the end? */
  checkEnd(): Violation | null;
  /** The end state as a text, as far as it matters: what is the same text is the same outcome. */
  outcome(): string;
}

/** Actors, one a step: replaying them from the initial state gives the run again. */
export type Choices = number[];
