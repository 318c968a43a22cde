/** States that were explored, each with the number of its summary: a hash table without objects, because there are millions. */

export class StateCache {
  size = 0;
  private mask = 0xfff;
  private keysA = new Int32Array(this.mask + 1);
  private keysB = new Int32Array(this.mask + 1);
  /** Number of the summary + 1; 0: free. */
  private values = new Int32Array(this.mask + 1);

  /** -1: unknown. */
  get(a: number, b: number): number {
    const at = this.find(a, b);
    return (this.values[at] as number) - 1;
  }

  set(a: number, b: number, value: number): void {
    const at = this.find(a, b);
    if (this.values[at] === 0) this.size++;
    this.put(at, a, b, value + 1);
    if (this.size * 2 > this.mask) this.grow();
  }

  private find(a: number, b: number): number {
    let at = (a ^ Math.imul(b, 0x9e3779b1)) & this.mask;
    while (this.values[at] !== 0 && (this.keysA[at] !== a || this.keysB[at] !== b)) at = (at + 1) & this.mask;
    return at;
  }

  private put(at: number, a: number, b: number, value: number): void {
    this.keysA[at] = a;
    this.keysB[at] = b;
    this.values[at] = value;
  }

  private grow(): void {
    const { keysA, keysB, values } = this;
    this.mask = this.mask * 2 + 1;
    this.keysA = new Int32Array(this.mask + 1);
    this.keysB = new Int32Array(this.mask + 1);
    this.values = new Int32Array(this.mask + 1);
    for (let old = 0; old < values.length; old++) {
      if (values[old] === 0) continue;
      const [a, b] = [keysA[old] as number, keysB[old] as number];
      this.put(this.find(a, b), a, b, values[old] as number);
    }
  }
}
