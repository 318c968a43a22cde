/**
 * Which words matter for the order of steps: those that two actors touch and at least one of them stores to. Not known beforehand, but
 * it can only grow while executions are seen; when it has grown, what was explored before may have missed races on the new words.
 */
export class SharedWords {
  /** Per word: bits 0–7 actors that touched it, bits 8–15 actors that stored to it. */
  private readonly users = new Map<number, number>();
  private readonly shared = new Set<number>();
  grew = false;

  /** The accesses of a step to shared words, each word once, a store if any access was one. */
  note(actor: number, footprint: Int32Array, touched: number): number[] {
    const accesses: number[] = [];
    for (let index = 0; index < touched; index++) {
      const entry = footprint[index] as number;
      const word = entry & ~1;
      const stores = entry & 1;
      if (!this.isShared(actor, word, stores)) continue;
      const known = accesses.findIndex((each) => (each & ~1) === word);
      if (known < 0) accesses.push(entry);
      else if (stores === 1) accesses[known] = entry;
    }
    return accesses;
  }

  private isShared(actor: number, word: number, stores: number): boolean {
    if (this.shared.has(word)) return true;
    const before = this.users.get(word) ?? 0;
    const after = before | (1 << actor) | (stores << (actor + 8));
    if (after === before) return false;
    this.users.set(word, after);
    const touching = after & 0xff;
    if ((after & 0xff00) === 0 || (touching & (touching - 1)) === 0) return false;
    this.shared.add(word);
    this.grew = true;
    return true;
  }
}
