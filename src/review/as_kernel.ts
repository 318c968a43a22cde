/**
 * The models as one kernel has them: what a patch of a series is a patch of. The code of its era has no question about kernels left in it, so the text of two
 * stages differs where what they do differs, and the era's first kernel, which runs it, answers as this one where the rules ask.
 */
import ts from "typescript";
import type { Era, Release } from "../../models/era.ts";
import { must } from "../engine/must.ts";
import { resolve } from "../knowledge/source/resolve.ts";
import { parsed } from "./cut.ts";
import type { Files } from "./patch.ts";

/** Of the era's files, those that say which kernels there are. */
const KERNELS = /\/(?:index|releases|stages|differences)\.ts$/;

export function asKernel(files: Files, { era, release }: { era: Era; release: Release }): Files {
  const folder = `models/${era.id}/`;
  const { differences } = release;
  const isCode = (file: string) => file.startsWith(folder) && !KERNELS.test(file);
  const rules = Object.entries(files).filter(([file]) => file.startsWith("models/invariants/"));
  const asked = [...differences].filter((name) => rules.some(([, text]) => text.includes(`"${name}"`)));
  const resolved = Object.entries(files).map(([file, text]) => {
    if (isCode(file)) return [file, resolve(text, { differences })];
    return [file, file === `${folder}releases.ts` ? withFirst(text, asked) : text];
  });
  return Object.fromEntries(resolved);
}

function withFirst(releases: string, differences: readonly string[]): string {
  const found = must(firstSet(parsed("releases.ts", releases)), "release in releases.ts");
  const names = differences.map((name) => JSON.stringify(name)).join(", ");
  return `${releases.slice(0, found.getStart())}new Set(${names === "" ? "" : `[${names}]`})${releases.slice(found.end)}`;
}

/** What the first release has for its differences. */
function firstSet(node: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAssignment(node) && node.name.getText() === "differences" && ts.isNewExpression(node.initializer))
    return node.initializer;
  return ts.forEachChild(node, firstSet);
}
