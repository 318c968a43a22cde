/** Which guards decide what a function reads like: those that it asks for, and those of the helpers whose code stands in it. */
import type { Declaration } from "../../engine/source/declaration.ts";
import { INLINED } from "./tables.ts";

/** By id of the declaration: "models/mops/isolate.ts isolate_movable_page". */
export function guardsByFunction(all: readonly Declaration[]): Map<string, Set<string>> {
  const known = new Map(all.map((each) => [each.id, each]));
  return new Map(
    all.map((declaration) => {
      const within = new Set([declaration]);
      for (const { mentions } of within) {
        for (const id of mentions) {
          const other = known.get(id);
          if (other && (INLINED.has(other.name) || (other.file === declaration.file && other.kernel === null)))
            within.add(other);
        }
      }
      return [declaration.id, new Set([...within].flatMap(({ guards }) => guards.map(({ name }) => name)))];
    }),
  );
}

/** Groups of guards that can be left out at once, because no function has two of one group. */
export function apart(sets: Iterable<ReadonlySet<string>>): string[][] {
  const beside = new Map<string, Set<string>>();
  for (const set of sets) {
    for (const guard of set) {
      const others = beside.get(guard) ?? new Set();
      for (const other of set) if (other !== guard) others.add(other);
      beside.set(guard, others);
    }
  }
  const groups: string[][] = [];
  for (const [guard, others] of beside) {
    const free = groups.find((group) => group.every((each) => !others.has(each)));
    if (free) free.push(guard);
    else groups.push([guard]);
  }
  return groups;
}
