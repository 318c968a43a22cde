/** Models with one more era, a change of `flags`, in a folder of their own: its folder, and its place in ERAS. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Edits = readonly (readonly [before: string, after: string])[];

const BUILT_ON_FLAGS = [
  ["import { balloon_init,", 'import { flags } from "../flags/index.ts";\nimport { balloon_init,'],
  ['  id: "later"', '  id: "later",\n  builtOn: flags'],
] as const;
const SHORTCUT = ["differences: new Set() },", 'differences: new Set(["freed-shortcut"]) },'] as const;
/** Differs from flags in one thing: it takes the short cut for pages that were freed while they were isolated. */
export const DIFFERENT = { "index.ts": BUILT_ON_FLAGS, "releases.ts": [SHORTCUT] } as const;
/** And its reference kernel has a version of its own. */
export const LATER = {
  "index.ts": BUILT_ON_FLAGS,
  "releases.ts": [SHORTCUT, ['id: "6.17", source', 'id: "7.4", source']],
  "stages.ts": [["const first = { ...mainline, id: reference.id };", 'const first = { ...mainline, id: "7.4" };']],
} as const;

/** `edits`: by file of the copied era, what is replaced by what. Returns the folder. */
export function modelsWith(id: string, edits: Readonly<Record<string, Edits>>): string {
  const folder = mkdtempSync(join(tmpdir(), "movable-eras-models-"));
  cpSync("models", folder, { recursive: true });
  cpSync(join(folder, "flags"), join(folder, id), { recursive: true });
  edit(join(folder, id, "index.ts"), [
    ['export const flags: Era<"flags"> = {\n  id: "flags"', `export const ${id}: Era<"${id}"> = {\n  id: "${id}"`],
  ]);
  for (const [file, replacements] of Object.entries(edits)) edit(join(folder, id, file), replacements);
  edit(join(folder, "index.ts"), [
    [
      "const LIST = [aops, mops, flags]",
      `import { ${id} } from "./${id}/index.ts";\nconst LIST = [aops, mops, flags, ${id}]`,
    ],
  ]);
  return folder;
}

function edit(path: string, replacements: Edits): void {
  let text = readFileSync(path, "utf8");
  for (const [before, after] of replacements) {
    if (!text.includes(before)) throw new Error(`${path} has no longer: ${before}`);
    text = text.replace(before, after);
  }
  writeFileSync(path, text);
}
