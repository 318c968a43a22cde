/** The katas for pages. */

import { byOrder, type Kata, readKata } from "../../knowledge/katas/kata.ts";
import { type PatchFunction, patchOf } from "../../knowledge/katas/patch.ts";
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
