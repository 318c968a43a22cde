/**
 * A choice of data: an actor that stores one value after the other. Whoever loads the word once gets any of them, or what the word held in the
 * beginning, for the explorer has it load at every moment. So a choice is one more actor, and the search needs nothing new.
 */
import type { Pause } from "./pauses.ts";

export function anyOf<Name extends string>(word: Name, values: readonly number[]) {
  return function* (words: Record<Name, number>): Generator<Pause, void> {
    for (const [at, value] of values.entries()) {
      if (at > 0) yield;
      words[word] = value;
    }
  };
}
