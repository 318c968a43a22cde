/** The levels of the game, in their order, which is that of the numbers in the names of their files, and the code that each shows. */
import { findEra } from "../../../models/index.ts";
import { must } from "../../engine/must.ts";
import { SourceIndex } from "../../engine/source/places.ts";
import { readData } from "../../knowledge/data.ts";
import { type Level, level } from "../../knowledge/game/form.ts";
import { declarationsOf } from "../../knowledge/source/declarations.ts";
import { highlight } from "../weave/highlight.ts";

const FILES = import.meta.glob<string>("../../../content/game/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});
const MODELS = import.meta.glob<string>("../../../models/**/*.ts", { query: "?raw", import: "default", eager: true });

/** `id`: the name of the file without its number, so that a level keeps its address when others come before it. */
export const LEVELS: readonly Level[] = Object.entries(FILES)
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([path, text]) => {
    const file = path.slice(path.indexOf("content/"));
    return { id: path.replace(/^.*\/\d\d-|\.yaml$/g, ""), ...readData(level, text, file) };
  });

export interface CodeShown {
  name: string;
  file: string;
  /** HTML; `out`: a guard that the level leaves out stands there. */
  lines: readonly { html: string; out: boolean }[];
}

const source = Object.fromEntries(
  Object.entries(MODELS).map(([path, text]) => [path.replace(/^.*?models\//, "models/"), text]),
);
const index = new SourceIndex(declarationsOf(source));

export function codeOf({ kernel, code, without }: Level): CodeShown[] {
  const era = must(findEra(kernel), kernel).era.id;
  return code.map((name) => {
    const { file, line } = must(index.declared(era, name)[0], `function ${name} of ${era}`);
    const text = must(source[file], file)
      .split("\n")
      .slice(line - 1);
    // Blocks close at the indent that they opened at: the formatter sees to that.
    const own = text.slice(0, text.findIndex((each) => /^[})]/.test(each)) + 1);
    const html = highlight(own.join("\n"));
    return {
      name,
      file,
      lines: own.map((each, at) => ({
        html: html[at] ?? "",
        out: without.some((guard) => each.includes(`k.guard("${guard}")`)),
      })),
    };
  });
}
