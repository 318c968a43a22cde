/** Patches as changes of the models: the same from a file and from a page. Kernel patches beside them are there to be read. */
import { isForKernel } from "./kernel/placed.ts";
import { onlyModels } from "./only_models.ts";
import { applied, type Files, type Patch } from "./patch.ts";

export interface Change {
  sources: string[];
  subject: string;
  before: Files;
  after: Files;
}

/** Each against the one before it. Throws PatchError. */
export function changesOf(patches: readonly Patch[], models: Files): Change[] {
  let before = models;
  return patches
    .filter((patch) => !isForKernel(patch))
    .map((patch): Change => {
      const after = applied(before, onlyModels(patch));
      const change = { sources: [patch.source], subject: patch.subject, before, after };
      before = after;
      return change;
    });
}

/** All as one. */
export function wholeOf(changes: readonly Change[]): Change[] {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last || first === last) return [...changes];
  const sources = [...new Set(changes.flatMap((each) => each.sources))];
  return [{ sources, subject: "", before: first.before, after: last.after }];
}
