/** A patch of the models, as it was pasted, applied to the models of the site. */
import { type Change, changesOf, wholeOf } from "../../review/change.ts";
import { type Files, PatchError, readPatches } from "../../review/patch.ts";
import { mistakesIn } from "../../review/strip.ts";

/** Throws PatchError: it does not fit, changes nothing of the models, or is no TypeScript. */
export function changeFrom(text: string, models: Files): Change {
  const source = "the patch";
  const [change] = wholeOf(changesOf(readPatches(text, source), models));
  if (!change) throw new PatchError(`${source}:1`, "it changes nothing of the models", "a patch of models/");
  const { before, after } = change;
  const changed = Object.entries(after).filter(([path, text]) => before[path] !== text);
  const [mistake] = changed.flatMap(([path, text]) => mistakesIn(path, text));
  if (mistake) {
    const { file, line, column, message } = mistake;
    throw new PatchError(`${file}:${line}:${column}`, message, "TypeScript that can be read");
  }
  return change;
}
