/** content/eras: the story of each era, and what its pages keep in the words of `struct page`. */
import * as v from "valibot";
import type { EraId } from "../../../models/era.ts";
import { claim, line, readData, sources } from "../../knowledge/data.ts";

const FILES = import.meta.glob<string>("../../../content/eras/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

const eraText = v.strictObject({
  years: line,
  kernels: line,
  lead: line,
  story: v.array(v.strictObject({ title: line, claims: v.pipe(v.array(claim), v.minLength(1)) })),
  /** By the first name of the word. */
  words: v.record(line, line),
  /** Of `words`. */
  sources,
  /** The words that say "movable". */
  mark: v.array(line),
});

export type EraText = v.InferOutput<typeof eraText>;

export function eraTextOf(id: EraId): EraText {
  const path = `../../../content/eras/${id}.yaml`;
  return readData(eraText, FILES[path] ?? "", `content/eras/${id}.yaml`);
}
