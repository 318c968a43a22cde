/** Whole numbers, one behind the other, as many as there get. In pieces: so they take little more than they hold, and none is ever copied. */
const BITS = 12;
const PIECE = 1 << BITS;

export class Column {
  length = 0;
  private readonly pieces: Int32Array[] = [];

  at(index: number): number {
    return (this.pieces[index >> BITS] as Int32Array)[index & (PIECE - 1)] as number;
  }
  push(value: number): void {
    const index = this.length++;
    if ((index & (PIECE - 1)) === 0) this.pieces.push(new Int32Array(PIECE));
    (this.pieces[index >> BITS] as Int32Array)[index & (PIECE - 1)] = value;
  }
  get bytes(): number {
    return this.pieces.length * PIECE * Int32Array.BYTES_PER_ELEMENT;
  }
}
