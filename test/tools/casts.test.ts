/**
 * How often the code says `as T`, where TypeScript has to take its word. What takes its place: a guard that looks (`isKeyOf`, `isMapping`), `must()`, a
 * schema, or a type that says what is known. `as const` claims nothing, and doesn't count.
 */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";

/** It may only go down: whoever takes some away writes the new number here. */
const AT_MOST = 217;

function castsIn(path: string): string[] {
  const text = readFileSync(path, "utf8");
  if (!text.includes(" as ")) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type))
      found.push(`${path}:${file.getLineAndCharacterOfPosition(node.type.getStart()).line + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

it("has no more casts than it had", () => {
  const paths = ["models", "src", "test"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
  );
  const casts = paths.filter((path) => /\.tsx?$/.test(path)).flatMap(castsIn);
  expect(casts.length, casts.join("\n")).toBeLessThanOrEqual(AT_MOST);
  // That many are there: the reader of this test has not gone blind.
  expect(casts.length).toBeGreaterThan(AT_MOST / 2);
});
