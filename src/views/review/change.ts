/** A patch of the models, as it was pasted, applied to the models of the site. */
import { onlyModels } from "../../review/only_models.ts";
import { applied, type Files, PatchError, readPatches } from "../../review/patch.ts";
import type { Change } from "../../review/session.ts";
import { mistakesIn } from "../../review/strip.ts";

/** Throws PatchError: it does not fit, changes nothing of the models, or is no TypeScript. */
export function changeFrom(text: string, before: Files): Change {
  const source = "the patch";
  const patches = readPatches(text, source);
  if (patches.every(({ files }) => files.every(({ path }) => !path.startsWith("models/")))) {
    throw new PatchError(
      `${source}:${patches[0]?.files[0]?.hunks[0]?.line ?? 1}`,
      `it changes ${patches[0]?.files[0]?.path}, which no model can run`,
      "a patch of models/. Where a kernel patch stands in them, the terminal says: npm run -s eras -- review FILE",
    );
  }
  let after = before;
  for (const patch of patches) after = applied(after, onlyModels(patch));
  const changed = Object.entries(after).filter(([path, text]) => before[path] !== text);
  const [mistake] = changed.flatMap(([path, text]) => mistakesIn(path, text));
  if (mistake) {
    const { file, line, column, message } = mistake;
    throw new PatchError(`${file}:${line}:${column}`, message, "TypeScript that can be read");
  }
  const subject = patches.length === 1 ? (patches[0]?.subject ?? "") : "";
  return { sources: [source], subject, before, after };
}
