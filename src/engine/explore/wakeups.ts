/**
 * A wakeup tree (Abdulla, Aronis, Jonsson, Sagonas, "Source sets", JACM 2017): sequences of steps to be run from a state, so that none of them is begun and then
 * given up because all who could go on sleep. Branches are tried in order; whatever a leaf leads to is explored.
 */
import { must } from "./must.ts";
import { conflict } from "./races.ts";

export interface Planned {
  actor: number;
  /** Null: nobody knows. */
  accesses: readonly number[] | null;
}
export interface Wakeup extends Planned {
  next: Wakeup[];
}

/** Adds a sequence, unless the tree has it already. */
export function addWakeup(tree: Wakeup[], sequence: readonly Planned[]): void {
  const place = placeFor(tree, sequence);
  if (place === null) return;
  let { branches } = place;
  for (const step of place.rest) {
    const added = { ...step, next: [] };
    branches.push(added);
    branches = added.next;
  }
}

/** Has the tree a branch with these steps in the same order, or something independent of them before that? */
export function isPlanned(tree: Wakeup[], sequence: readonly Planned[]): boolean {
  return placeFor(tree, sequence) === null;
}

/** Where the tree parts from a sequence, and what is left of that. Null: it does not, up to a leaf. */
function placeFor(tree: Wakeup[], sequence: readonly Planned[]): { branches: Wakeup[]; rest: Planned[] } | null {
  let branches = tree;
  const rest = [...sequence];
  for (;;) {
    const branch = branches.find((each) => goesWith(each, rest));
    if (branch === undefined) return { branches, rest };
    if (branch.next.length === 0) return null;
    const at = rest.findIndex(({ actor }) => actor === branch.actor);
    if (at >= 0) rest.splice(at, 1);
    branches = branch.next;
  }
}

/** Can the sequence begin with this step, or have it in front without a difference? */
function goesWith(step: Planned, sequence: readonly Planned[]): boolean {
  const at = sequence.findIndex(({ actor }) => actor === step.actor);
  if (at < 0) return !sequence.some((each) => areDependent(step, each));
  const own = must(sequence[at], "step");
  return !sequence.slice(0, at).some((each) => areDependent(own, each));
}

export function areDependent(a: Planned, b: Planned): boolean {
  return a.actor === b.actor || a.accesses === null || b.accesses === null || conflict(a.accesses, b.accesses);
}

/** The first step of this actor with what is planned behind it, which isn't planned any more. */
export function takeWakeup(tree: Wakeup[], actor: number): Wakeup | undefined {
  const at = tree.findIndex((each) => each.actor === actor);
  return at < 0 ? undefined : tree.splice(at, 1)[0];
}
