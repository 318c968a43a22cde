/** content/eras: the story of each era, and what its pages keep in the words of `struct page`; of an era without a file what its data says. */
import * as v from "valibot";
import { type Era, lineage } from "../../../models/era.ts";
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
  /** For those who compare: the mark, the way to the callbacks, what that means, and who asks whether a page still has an owner. */
  short: v.strictObject({ mark: line, way: line, meaning: line, asks: line }),
  story: v.array(v.strictObject({ title: line, claims: v.pipe(v.array(claim), v.minLength(1)) })),
  /** By the first name of the word. */
  words: v.record(line, line),
  /** Of `words`. */
  sources,
});

type EraText = v.InferOutput<typeof eraText>;

export function eraTextOf(era: Era): EraText {
  const [own, ...before] = lineage(era).map((id) => ({ file: `content/eras/${id}.yaml`, text: textAt(id) }));
  if (own?.text !== undefined) return readData(eraText, own.text, own.file);
  const { kind, title, month, since, mark, way, builtOn } = era;
  const near = before.find(({ text }) => text !== undefined);
  const { words, sources }: Pick<EraText, "words" | "sources"> =
    near?.text === undefined ? { words: {}, sources: [] } : readData(eraText, near.text, near.file);
  const named = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  return {
    years: month.slice(0, 4),
    kernels: kind === "plan" ? "a plan" : `Linux ${since} and later`,
    lead: `${title}. ${builtOn ? `A change of ${builtOn.id}. ` : ""}There is no content/eras/${era.id}.yaml yet, so here is what the model knows.`,
    short: { mark: named(mark.words), way: named(way.follow), meaning: "Nobody has written that yet.", asks: "" },
    story: [],
    words,
    sources,
  };
}

function textAt(id: string): string | undefined {
  return FILES[`../../../content/eras/${id}.yaml`];
}
