/**
 * The code of the models is read by TypeScript's own reader, and by no regular expression: one finds a word in a comment, and misses what stands on two lines. Whoever has that text and
 * uses one says here what of: a name, a path, a patch, C, or words.
 */
import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

const OF: Readonly<Record<string, string>> = {
  "src/cli/c.ts": "what was typed, and a line of C",
  "src/engine/races/report.ts": "a stack of calls",
  "src/knowledge/c/": "names, and the C that comes out",
  "src/knowledge/source/": "the name of a function or of a step",
  "src/knowledge/tree/": "comments, which name what of the kernel they follow",
  "src/review/as_kernel.ts": "a path",
  "src/review/kernel/place.ts": "the name of a function, and a line of a page",
  "src/review/marks.ts": "a number of spaces",
  "src/review/patch.ts": "a patch",
  "src/site/data/": "comments, paths, and a line of C",
  "src/site/weave/c_views.ts": "a line of C",
  "src/tools/bench/faults.ts": "a path",
  "src/tools/trace-example.ts": "a page",
  "src/views/review/made.ts": "a patch",
  "src/cli/review/save.ts": "a name of a file",
  "src/cli/kernel/places.ts": "a tag",
};

/** It has the text of the models, or what TypeScript made of it. */
const HAS_TEXT = /from "typescript"|\breadModels\b|\bFiles\b|\bindexModels\b|source\/files\.ts"/;

function expressionsIn(path: string): string[] {
  const text = readFileSync(path, "utf8");
  if (!HAS_TEXT.test(text)) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(`${path}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const found = globSync("src/**/*.{ts,tsx}").flatMap((path) => expressionsIn(path.replaceAll("\\", "/")));

test("whoever has the text of the models says what a regular expression is for", () => {
  expect(found.filter((each) => !Object.keys(OF).some((path) => each.startsWith(path)))).toEqual([]);
  expect(Object.keys(OF).filter((path) => !found.some((each) => each.startsWith(path)))).toEqual([]);
});

/** Words that only code has. */
const CODE =
  /\b(?:import|export|class|extends|function|const|yield|return|await|readonly)\b|=>|\bk\\\.(?:guard|differs)/;

test("no regular expression looks for code of TypeScript", () => {
  expect(found.filter((each) => CODE.test(each.slice(each.indexOf(": ") + 2)))).toEqual([]);
});
