/** The models as C, for pages and prose. Each function is printed once, when it is asked for. */
import { ERAS } from "../../../models/index.ts";
import type { CFunction } from "../../engine/source/c_view.ts";
import { CViews, textOf } from "../../knowledge/c/views.ts";
import type { Declaration } from "../../knowledge/source/declarations.ts";
import { PLACES } from "../../knowledge/tree/collected.ts";

type Files = Readonly<Record<string, string>>;

const known: { files: Files; views: CViews }[] = [];

/** One for the same texts, whoever has read them. */
export function viewsOf(files: Files): CViews {
  const isSame = (other: Files) =>
    Object.keys(other).length === Object.keys(files).length &&
    Object.entries(other).every(([path, text]) => files[path] === text);
  const found = known.find((each) => isSame(each.files))?.views;
  if (found !== undefined) return found;
  const views = new CViews(files, PLACES);
  known.push({ files, views });
  return views;
}

/** A declaration as its era's reference kernel has it; what all eras share, as the last of them does. */
export function cOf(files: Files): (declaration: Declaration) => CFunction | undefined {
  return ({ file, name }) => {
    const era = ERAS.find(({ id }) => file.startsWith(`models/${id}/`)) ?? ERAS.at(-1);
    if (era === undefined) return undefined;
    return viewsOf(files).find(`${era.id}@${era.releases[0].id}`, file, name);
  };
}

export function shownC({ lines }: Pick<CFunction, "lines">): string {
  return textOf(lines).replaceAll("\t", "    ");
}

/** A line of a comment as the printer sets it, which code never begins like. */
const COMMENT = /^\s*(?:\/\*|\*(?:[ /]|$))/;

/** Without comments, which tell why a check is there. */
export function cAlone(fn: Pick<CFunction, "lines">): string {
  return shownC(fn)
    .split("\n")
    .filter((line) => !COMMENT.test(line))
    .join("\n");
}
