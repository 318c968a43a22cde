/** The levels of the game, in their order, which is that of the numbers in the names of their files, and the code that each shows. */
import { must } from "../../engine/must.ts";
import { readData } from "../../knowledge/data.ts";
import { type Level, level } from "../../knowledge/game/form.ts";
import type { Shown } from "../../views/code/ShownCode.tsx";
import { shownCode } from "./shown_code.ts";

const FILES = import.meta.glob<string>("../../../content/game/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** `id`: the name of the file without its number, so that a level keeps its address when others come before it. */
export const LEVELS: readonly Level[] = Object.entries(FILES)
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([path, text]) => {
    const file = path.slice(path.indexOf("content/"));
    return { id: path.replace(/^.*\/\d\d-|\.yaml$/g, ""), ...readData(level, text, file) };
  });

export function codeOf({ id, kernel, code, without }: Level): Shown[] {
  return code.map((name) =>
    must(shownCode(kernel, name, { without }), `function ${name} of ${kernel}, for level ${id}`),
  );
}
