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
