/** A patch made of functions that were changed in the page. */
import { createTwoFilesPatch } from "diff";
import type { Files } from "../../review/patch.ts";
import type { ModelsFile } from "./machinery.ts";

/** `changed`: by file and name, the new text of the function. */
export function replaced({ files, functions }: ModelsFile, changed: Readonly<Record<string, string>>): Files {
  const result: Record<string, string> = { ...files };
  // From the end of a file, so that lines above keep their numbers.
  for (const { file, name, line, last } of functions.toSorted((a, b) => b.line - a.line)) {
    const text = changed[`${file} ${name}`];
    if (text === undefined) continue;
    const lines = (result[file] ?? "").split("\n");
    result[file] = [...lines.slice(0, line - 1), text.replace(/\n+$/, ""), ...lines.slice(last)].join("\n");
  }
  return result;
}

export function diffOf(before: Files, after: Files): string {
  return Object.entries(after)
    .filter(([file, text]) => before[file] !== text)
    .map(([file, text]) =>
      createTwoFilesPatch(`a/${file}`, `b/${file}`, before[file] ?? "", text, "", "", { context: 3 }),
    )
    .map((patch) => patch.replace(/^=+\n/, ""))
    .join("");
}
