/** Text put together from pieces of a source, each of which still knows where it came from. */
export interface Piece {
  text: string;
  /** Where in the source it begins; null: it stands nowhere there. */
  at: number | null;
}

export function written(text: string): Piece[] {
  return text === "" ? [] : [{ text, at: null }];
}

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

export function withoutIndent(pieces: readonly Piece[]): Piece[] {
  const first = pieces.findIndex(({ text }) => /\S/.test(text));
  return pieces.slice(Math.max(first, 0)).flatMap((piece, index) => (index > 0 ? piece : drop(piece, /\S/)));
}

/** One level less of indent, as the formatter writes it. */
export function outdented(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap(({ text, at }) => {
    let offset = 0;
    return text.split(/(?<=\n) {2}/).map((part) => {
      const piece = { text: part, at: at === null ? null : at + offset };
      offset += part.length + 2;
      return piece;
    });
  });
}

function drop({ text, at }: Piece, from: RegExp): Piece[] {
  const start = text.search(from);
  return start < 0 ? [] : [{ text: text.slice(start), at: at === null ? null : at + start }];
}

/** Tells for each position of the text that the pieces make where it stands in the source. */
export function origins(pieces: readonly Piece[]): (position: number) => number | null {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length;
  }
  return (position) => {
    const index = starts.findLastIndex((start) => start <= position);
    const [start, piece] = [starts[index], pieces[index]];
    return start === undefined || piece === undefined || piece.at === null ? null : piece.at + position - start;
  };
}
