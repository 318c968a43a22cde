/** Whatever is said to be somewhere is there: files and folders that docs link to or name, and that comments, help and data name. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { must } from "../../../src/engine/must.ts";

const DOCS = globSync([
  "*.md",
  "docs/**/*.md",
  "src/**/*.md",
  "models/*.md",
  "content/{README,trace}.md",
  "content/kernels/*.md",
]);
/** Tests have files that do not exist on purpose. */
const EVERYTHING = [...DOCS, ...globSync("{src,models,content}/**/*.{ts,tsx,astro,mjs,css,md,yaml}")];
const NAMES = new Set(globSync("{src,models,content,test,docs}/**/*.*").map((path) => basename(path)));
/** What commands of this project write. */
const MADE = /^((dist|screenshots|_astro|kernel-recordings)\/|kernel\.json$)/;

/** Paths with a star, or with a word in capitals or `<brackets>` for what is up to the reader, are there if anything fits. */
function isThere(path: string): boolean {
  const pattern = path.replace(/<[^>]*>|(?<=\/)[A-Z]+(?=\.|\/|$)/g, "*");
  return existsSync(path) || (pattern.includes("*") && globSync(pattern).length > 0);
}

/** From the root, from the page's own folder, or, as `docs/` has it, from `src/`. */
function isNear(file: string, path: string): boolean {
  return MADE.test(path) || ["", dirname(file), "src"].some((base) => isThere(join(base, path)));
}

const lineOf = (text: string, at: number) => text.slice(0, at).split("\n").length;

function missing(file: string, pattern: RegExp, isFine: (path: string) => boolean): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(pattern)].flatMap((match) => {
    const path = must(match[1], "path");
    return isFine(path) ? [] : `${file}:${lineOf(text, match.index)} ${path}`;
  });
}

describe("every path", () => {
  it("that a page of the docs links to is there", () => {
    const link = /\]\((?!\w+:|#|\/)([^)\s#]+)/g;
    expect(DOCS.flatMap((file) => missing(file, link, (path) => isThere(join(dirname(file), path))))).toEqual([]);
  });

  it("that a page of the docs names is there", () => {
    const named = /`([\w@[\]*<>.-]+\/[\w@[\]*<>./-]*)`/g;
    expect(DOCS.flatMap((file) => missing(file, named, (path) => isNear(file, path)))).toEqual([]);
  });

  it("that is only the name of a file is that of one", () => {
    const name = /`([\w.-]+\.(?:tsx?|mjs|astro|md|yaml|jsonc?|txt))`/g;
    expect(
      DOCS.flatMap((file) => missing(file, name, (path) => existsSync(path) || NAMES.has(path) || MADE.test(path))),
    ).toEqual([]);
  });

  it("from the root, wherever it stands, is there", () => {
    const fromRoot = /(?<![\w/.-])((?:src|models|content|test)\/[\w@*<>/-][\w@*<>./-]*(?<![.-]))/g;
    expect(EVERYTHING.flatMap((file) => missing(file, fromRoot, isThere))).toEqual([]);
  });
});
