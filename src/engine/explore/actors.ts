/** Actors as bits of a number: which can run, which are done, which touch a word. A word has two sets in one number, so there are no more than 16. */
import type { System } from "./system.ts";

export const MAX_ACTORS = 16;

/** All the bits of one set. */
export const EVERYBODY = (1 << MAX_ACTORS) - 1;

/** The explorer would be wrong of what has more actors, without a word. */
export function refuseTooMany({ actors }: Pick<System, "actors">): void {
  if (actors.length <= MAX_ACTORS) return;
  throw new RangeError(
    `the explorer takes at most ${MAX_ACTORS} actors, and this system has ${actors.length}: leave some out, or let one do what several do`,
  );
}

export function includes(set: number, actor: number): boolean {
  return (set & (1 << actor)) !== 0;
}

export function actorsOf(actors: Iterable<number>): number {
  let set = 0;
  for (const actor of actors) set |= 1 << actor;
  return set;
}

export function* actorsIn(set: number): Generator<number> {
  for (let rest = set; rest !== 0; rest &= rest - 1) yield lowest(rest);
}

/** The lowest number in a set, or -1. */
export function lowest(set: number): number {
  return 31 - Math.clz32(set & -set);
}

export function count(set: number): number {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size++;
  return size;
}
