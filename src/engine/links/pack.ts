/**
 * Text in an address: deflated, in the 64 characters that need no escape there. Unpacking stops at a limit, whatever the
 * packed text would grow to.
 */

export class PackError extends Error {}

export async function pack(text: string): Promise<string> {
  const deflated = await flow([new TextEncoder().encode(text)], new CompressionStream("deflate-raw"), Infinity);
  const binary = Array.from(deflated, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Throws PackError where it is no packed text, or one of more than `limit` bytes. */
export async function unpack(packed: string, limit: number): Promise<string> {
  let deflated: Uint8Array<ArrayBuffer>;
  try {
    deflated = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
  } catch {
    throw new PackError("characters that no packed text has");
  }
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await flow(pieces(deflated), new DecompressionStream("deflate-raw"), limit);
  } catch (error) {
    throw error instanceof PackError ? error : new PackError("a packed text that is damaged or cut short");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new PackError("a packed text that is not UTF-8");
  }
}

/** Bytes that are fed at once. Each can become a thousand; what is not wanted any more is never made. */
const PIECE = 256;

function* pieces(input: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < input.length; from += PIECE) yield input.slice(from, from + PIECE);
}

async function flow(
  input: Iterable<Uint8Array<ArrayBuffer>>,
  through: { readable: ReadableStream<Uint8Array<ArrayBuffer>>; writable: WritableStream<BufferSource> },
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = through.readable.getReader();
  const feeding = feed(through.writable, input);
  // What goes wrong while feeding goes wrong while reading too, and is told there.
  feeding.catch(() => {});
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new PackError(`a packed text of more than ${limit} bytes`);
    }
    chunks.push(value);
  }
  await feeding;
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

async function feed(writable: WritableStream<BufferSource>, input: Iterable<Uint8Array<ArrayBuffer>>): Promise<void> {
  const writer = writable.getWriter();
  for (const piece of input) {
    await writer.ready;
    await writer.write(piece);
  }
  await writer.close();
}
