/** The stages of a series as diffs of C. */
import type { CodeChange } from "../../knowledge/series/code.ts";
import type { Point } from "../../knowledge/series/points.ts";
import { shownC, viewsOf } from "../weave/c_views.ts";
import { modelFiles } from "./model_files.ts";

/** What a stage of a series changes in a function, as C; null where C has no natural words for it, before or after. */
export function changeAsC(
  { before, point }: { before: Point; point: Point },
  { file, name, before: old, after: now }: CodeChange,
): Pick<CodeChange, "before" | "after"> | null {
  const inEra = (era: string) => file.replace(/^models\/\w+\//, `models/${era}/`);
  const gone = old === "" ? "" : textAt(before.name, inEra(before.era.id), name);
  const come = now === "" ? "" : textAt(point.name, inEra(point.era.id), name);
  return gone === null || come === null || gone === come ? null : { before: gone, after: come };
}

function textAt(kernel: string, file: string, name: string): string | null {
  const fn = viewsOf(modelFiles).find(kernel, file, name);
  return fn ? shownC(fn) : null;
}
