/** What a stage changes in the text of the models: the declarations that are not as in the kernel before it. */
import type { Era, Release } from "../../../models/era.ts";
import { type DeclaredText, declarationsAt } from "../source/variants.ts";

export interface CodeChange {
  /** "models/mops/isolate.ts", of the later kernel where both have it. */
  file: string;
  name: string;
  /** Empty where there is none. */
  before: string;
  after: string;
}

interface Kernel {
  era: Era;
  release: Release;
}

/** `files`: the text of the models by path. `renamed`: names of the earlier kernel, and what they become. */
export function codeChanges(
  files: Readonly<Record<string, string>>,
  earlier: Kernel,
  later: Kernel,
  renamed: ReadonlyMap<string, string> = new Map(),
): CodeChange[] {
  const before = new Map([...declarations(files, earlier)].map(([key, each]) => [moved(key, renamed), each]));
  const after = declarations(files, later);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    if (old !== undefined && now !== undefined && plain(old, renamed) === plain(now)) return [];
    const [file = "", name = ""] = key.split(" ");
    return [
      {
        file: `models/${(now ? later : earlier).era.id}/${file}`,
        name,
        before: old?.text ?? "",
        after: now?.text ?? "",
      },
    ];
  });
}

/** Two stages of an era are one text, so only what asks for a difference can be different. */
function declarations(files: Readonly<Record<string, string>>, { era, release }: Kernel): Map<string, DeclaredText> {
  const folder = `models/${era.id}/`;
  return new Map(
    Object.entries(files)
      .filter(([path]) => path.startsWith(folder) && !/\/(index|releases|stages)\.ts$/.test(path))
      .flatMap(([path, text]) =>
        declarationsAt(text, release).map((each) => [`${path.slice(folder.length)} ${each.name}`, each] as const),
      ),
  );
}

function moved(key: string, renamed: ReadonlyMap<string, string>): string {
  const [file = "", name = ""] = key.split(" ");
  return `${file} ${renamed.get(name) ?? name}`;
}

/** Without comments and layout, under the names of the later kernel. */
function plain({ text }: DeclaredText, renamed: ReadonlyMap<string, string> = new Map()): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")
    .replace(/[\w$]+/g, (word) => renamed.get(word) ?? word)
    .replace(/\s+/g, " ");
}
