/** Patches as changes of the models: the same from a file and from a page. Kernel patches beside them are there to be read. */

import type { Era, Release } from "../../models/era.ts";
import { findEra } from "../../models/index.ts";
import type { ModelledKernel } from "../engine/scenario/kernel_range.ts";
import { A_STAGE } from "../engine/scenario/such_as.ts";
import { asKernel } from "./as_kernel.ts";
import { onlyModels } from "./only_models.ts";
import { applied, type Files, isForKernel, type Patch, PatchError } from "./patch.ts";

export interface Change {
  sources: string[];
  subject: string;
  before: Files;
  after: Files;
  /** "mops@6.16-p04": both sides are the code as this kernel has it, which says nothing of the others. */
  kernel: string | null;
}

/** Each against the one before it. Throws PatchError. */
export function changesOf(patches: readonly Patch[], models: Files): Change[] {
  const kernel = baseOf(patches);
  let before = kernel === null ? models : asKernel(models, kernel);
  return patches
    .filter((patch) => !isForKernel(patch))
    .map((patch): Change => {
      const after = applied(before, onlyModels(patch));
      const change = { sources: [patch.source], subject: patch.subject, before, after, kernel: kernel?.name ?? null };
      before = after;
      return change;
    });
}

/** All as one. */
export function wholeOf(changes: readonly Change[]): Change[] {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last || first === last) return [...changes];
  const sources = [...new Set(changes.flatMap((each) => each.sources))];
  return [{ ...first, sources, subject: "", after: last.after }];
}

/** As `git format-patch --base` writes it; a commit of some repository is no kernel of ours. */
function baseOf(patches: readonly Patch[]): { name: string; era: Era; release: Release } | null {
  const based = patches.filter((patch) => !isForKernel(patch) && patch.base?.includes("@"));
  const [patch] = based;
  if (!patch?.base) return null;
  const other = based.find(({ base }) => base !== patch.base);
  if (other) throw new PatchError(`${other.source}:1`, `base-commit: ${other.base} after ${patch.base}`, "one base");
  const found = findEra(patch.base);
  if (found && isResolved(found)) return { name: patch.base, ...found };
  throw new PatchError(
    `${patch.source}:1`,
    `base-commit: ${found ? `${patch.base} can't be told by its code alone` : `there is no kernel ${patch.base}`}`,
    `a kernel of a series, such as ${A_STAGE}, or none: then it is a patch of the models as they are`,
  );
}

/** What is in asKernel() is all of it: its flags and page types are those of the kernel that runs it, and nothing of it stands in another era. */
function isResolved({ era, release }: ModelledKernel): boolean {
  const [first] = era.releases;
  return era.kind === "history" && release.flags === first.flags && release.types === first.types;
}
