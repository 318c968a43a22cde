/** What the models say is in the kernel: files, functions and constants, each with the place that says so. */
import ts from "typescript";
import { must } from "../../engine/must.ts";
import { headOf, KERNEL_FILE } from "../../engine/source/head.ts";
import { declarationsIn } from "../source/declarations.ts";
import { parse } from "../source/resolve.ts";

export interface Citation {
  kind: "file" | "function" | "constant";
  name: string;
  /** Where the model says that it stands. Empty: anywhere. */
  files: string[];
  /** The version that the model's file names, as it names it. */
  versions: string;
  /** "models/mops/isolate.ts:12". */
  at: string;
}

const FUNCTION = new RegExp(`(${KERNEL_FILE.source}):(\\w+)\\(\\)`, "g");
/** Kernel constants: exported ones of a file that follows a kernel file, and the names of flags, whatever object they are keys of. */
const CONSTANT = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/;
const FLAG = /^(?:PG|KPF|PGTY)_\w+$/;

function constantsIn(file: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const isExported = (node: ts.Node) =>
    ts.isVariableStatement(node) && node.modifiers?.[0]?.kind === ts.SyntaxKind.ExportKeyword;
  const visit = (node: ts.Node): void => {
    const isDeclared = ts.isVariableDeclaration(node) && isExported(node.parent.parent);
    if (isDeclared && CONSTANT.test(node.name.getText())) found.push(node.name);
    const isKey = ts.isPropertyAssignment(node) || ts.isPropertySignature(node);
    if (isKey && FLAG.test(node.name.getText())) found.push(node.name);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Constants in such files that are the models' own. */
export const OWN: ReadonlySet<string> = new Set([
  "FLAGS_FROM_6_12",
  "FLAGS_TO_6_1",
  "NR_FULLNESS_GROUPS",
  "HEADER_WORK",
  "NO_TYPE",
  "POOL_WORK",
  "Z3FOLD_HELP",
  "ZRAM_OPTIONS",
]);

/** Of one era: its own files and the machine's, by path. */
export function citationsOf(sources: Readonly<Record<string, string>>, era: string): Citation[] {
  const found = new Map<string, Citation>();
  const add = (citation: Citation) => {
    const key = `${citation.kind} ${citation.name}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, citation);
    else known.files = [...new Set([...known.files, ...citation.files])];
  };
  for (const [path, text] of Object.entries(sources)) {
    if (!path.startsWith(`models/${era}/`) && !path.startsWith("models/machine/")) continue;
    const { files, versions } = headOf(text);
    const at = (index: number) => `${path}:${text.slice(0, index).split("\n").length}`;
    for (const file of files) add({ kind: "file", name: file, files: [], versions, at: at(text.indexOf(file)) });
    for (const { 1: file = "", 2: name = "", index } of text.matchAll(FUNCTION)) {
      add({ kind: "function", name, files: [file], versions, at: at(index) });
    }
    const lines = text.split("\n");
    for (const { kernel, line } of declarationsIn(path, text)) {
      if (kernel === null) continue;
      const own = commentAbove(lines, line).match(KERNEL_FILE);
      add({ kind: "function", name: kernel, files: own ?? files, versions, at: `${path}:${line}` });
    }
    if (files.length === 0) continue;
    for (const node of constantsIn(parse(text))) {
      const name = node.getText();
      if (!OWN.has(name)) add({ kind: "constant", name, files: [], versions, at: at(node.getStart()) });
    }
  }
  return [...found.values()];
}

/** The comment right above a declaration: it speaks for itself where the declaration is from another file than its neighbours. */
function commentAbove(lines: readonly string[], line: number): string {
  let first = line - 1;
  while (first > 0 && /^\s*(\/\*\*|\*)/.test(must(lines[first - 1], "such line"))) first--;
  return lines.slice(first, line - 1).join("\n");
}
