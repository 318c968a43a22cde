/** What the source of the models says of an era: the kernel functions in each file. */
import type { EraId } from "../../../models/era.ts";
import { declarationsIn } from "../../knowledge/source/declarations.ts";

const FILES = import.meta.glob<string>("../../../models/*/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

interface CodeFile {
  /** "models/aops/isolate.ts". */
  file: string;
  /** "mm/migrate.c", from the head of the file; empty where the file follows none. */
  follows: string[];
  /** In the order of the file. */
  functions: string[];
}

/** Files with functions that ftrace sees in a kernel. */
export function filesOf(era: EraId): CodeFile[] {
  return filesIn(era)
    .map(({ file, text }) => ({
      file,
      follows: [...new Set(headOf(text).match(/\b(?:[\w-]+\/)+[\w-]+\.[ch]\b/g) ?? [])],
      functions: declarationsIn(file, text).flatMap(({ kernel }) => kernel ?? []),
    }))
    .filter(({ functions }) => functions.length > 0)
    .sort((a, b) => (a.follows[0] ?? "~").localeCompare(b.follows[0] ?? "~") || a.file.localeCompare(b.file));
}

function filesIn(era: EraId): { file: string; text: string }[] {
  return Object.entries(FILES)
    .map(([path, text]) => ({ file: path.replace("../../../", ""), text }))
    .filter(({ file }) => file.startsWith(`models/${era}/`));
}

function headOf(text: string): string {
  return /^\/\*\*[\s\S]*?\*\//.exec(text)?.[0] ?? "";
}
