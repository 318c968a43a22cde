/** Whole numbers, one behind the other, as many as there get. In pieces: so they take little more than they hold, and none is ever copied. */
import { must } from "./must.ts";

const BITS = 12;
const PIECE = 1 << BITS;

export class Column {
  length = 0;
  private readonly pieces: Int32Array[] = [];

  at(index: number): number {
    return must(must(this.pieces[index >> BITS], "piece")[index & (PIECE - 1)], "element");
  }
  push(value: number): void {
    const index = this.length++;
    if ((index & (PIECE - 1)) === 0) this.pieces.push(new Int32Array(PIECE));
    must(this.pieces[index >> BITS], "piece")[index & (PIECE - 1)] = value;
  }
  get bytes(): number {
    return this.pieces.length * PIECE * Int32Array.BYTES_PER_ELEMENT;
  }
}
