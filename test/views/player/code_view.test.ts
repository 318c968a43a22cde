/** The code beside a step: the function around it, with the guards that the reader of the models' source finds on each line, and no others. */
import { expect, it } from "vitest";
import { must } from "../../../src/engine/must.ts";
import { declaredIn, type Line, type ModelFile } from "../../../src/engine/source/model_file.ts";
import { declarationsIn } from "../../../src/knowledge/source/declarations.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { typescriptView } from "../../../src/views/player/code_view.ts";

/** Its own text says `k.guard("…")` where no guard is asked for. */
const TEXT = `const LIST = ["balloon:trylock"] as const;
/** Not k.guard("isolate:pin"). */
export const looks = kernel("looks", function* (page) {
  const { k } = page.memory;
  yield "isolate:pin";
  // k.guard("isolate:test") is asked later.

  if (k.guard("isolate:trylock") && k.guard("isolate:recheck")) lock(page);
  VM_BUG_ON(k, !locked(page), "!PageLocked(page)");
  yield "isolate:put";
  VM_BUG_ON(k, !locked(page), "!PageLocked(page)");
});
`;

function fileOf(text: string): ModelFile {
  const lines = text.split("\n").map((line): Line => (/^\s*(\/\/|\/\*)/.test(line) ? [[line, "comment"]] : [[line]]));
  return { lines, declared: declarationsIn("it.ts", text).map(declaredIn) };
}

const viewOf = (line: number, without: string[] = [], message: string | null = null) =>
  must(typescriptView(fileOf(TEXT), { file: "it.ts", line }, without, message), "view");

it("shows the whole function, and a switch where a guard is asked for", () => {
  const { lines } = viewOf(5, ["isolate:recheck"]);
  expect(lines.map(({ margin }) => Number(margin))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(lines.filter(({ guards }) => guards.length > 0)).toMatchObject([
    { margin: "8", guards: ["isolate:trylock", "isolate:recheck"], isOut: true },
  ]);
});

it("points at the first line of the step that is code, or at the check that failed in this step", () => {
  const failed = "VM_BUG_ON(!PageLocked(page))";
  const at = (line: number, message: string | null = null) => {
    const { current, lines } = viewOf(line, [], message);
    return lines[current]?.margin;
  };
  expect([at(5), at(5, failed), at(10, failed), at(5, "BUG_ON(!PageLocked(page))")]).toEqual(["8", "9", "11", "8"]);
});

it("has nothing to show for a line of another build", () => {
  expect(typescriptView(fileOf(TEXT), { file: "it.ts", line: 40 }, [], null)).toBeNull();
});

it("finds every guard of the models once on a line of one function", () => {
  for (const [file, text] of Object.entries(readModels())) {
    const { declared } = fileOf(text);
    const asked = [...text.matchAll(/\.guard\("([^"]+)"\)/g)].map(([, name]) => name);
    const found = declarationsIn(file, text).flatMap(({ guards }) => guards.map(({ name }) => name));
    for (const name of asked) expect(found, file).toContain(name);
    for (const { line, last, guards } of declared)
      for (const guard of guards) expect(guard.line >= line && guard.line <= last, `${file} ${guard.name}`).toBe(true);
  }
});
