/** Patches of the project change tests and texts, too; they are for other eyes. */
import { type Patch, PatchError } from "./patch.ts";

/** Throws PatchError where nothing of the models is changed. */
export function onlyModels(patch: Patch): Patch {
  const files = patch.files.filter(({ path }) => /^models\/.*\.ts$/.test(path));
  if (files.length > 0) return { ...patch, files };
  const [first] = patch.files;
  throw new PatchError(
    `${patch.source}:${first?.hunks[0]?.line ?? 1}`,
    `it changes ${first?.path}, and nothing of models/`,
    "a patch of models/",
  );
}
