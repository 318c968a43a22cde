/** The katas for pages. */

import { findEra } from "../../../models/index.ts";
import { must } from "../../engine/must.ts";
import { byOrder, type Kata, readKata } from "../../knowledge/katas/kata.ts";
import { type PatchFunction, patchOf } from "../../knowledge/katas/patch.ts";
import { cAlone, viewsOf } from "../weave/c_views.ts";
import { tokens } from "../weave/highlight.ts";
import { modelSource } from "./comparison.ts";

const FILES = import.meta.glob<string>("../../../content/katas/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

export function allKatas(): Kata[] {
  return Object.entries(FILES)
    .map(([path, text]) => readKata(text, path.replace("../../../", "")))
    .sort(byOrder);
}

export function patchFor(kata: Kata): PatchFunction[] {
  return patchOf(kata, modelSource.files, tokens);
}

/** The same patch as C, where C has natural words for it. */
export function patchAsC({ kernel, patched = kernel, without = [] }: Kata, functions: readonly PatchFunction[]) {
  const views = viewsOf(modelSource.files);
  return functions.flatMap(({ file, name }) => {
    const old = views.find(named(kernel), file, name);
    const now = views.find(named(patched), file, name, without);
    if (!old || !now) return [];
    const [before, after] = [cAlone(old), cAlone(now)];
    return before === after ? [] : [{ name, before, after }];
  });
}

function named(kernel: string): string {
  const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
  return `${era.id}@${release.id}`;
}
