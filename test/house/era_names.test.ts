/**
 * What an era is called, and a series, stands in models/ and content/. In src/ it is asked of ERAS and of SERIES: else one that is added or named anew
 * would be left out of something. Comments may say names, as they give reasons.
 */
import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { ERA_IDS, PLAN_IDS } from "../../models/index.ts";
import { SERIES } from "../../src/knowledge/series/points.ts";

/** A word of struct page has the name of an era. Where it is that word, it stands alone: in no path, with no version. */
const WORD = "flags";
/** What is found and is no name of an era, each with the reason. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "the word of struct page": [
    'src/engine/trace/words.ts: "flags"',
    'src/engine/walk/holder.ts: "flags"',
    'src/engine/why/names.ts: "flags"',
    'src/review/kernels.ts: "flags"',
    'src/site/data/bits.ts: "flags"',
    'src/site/data/opening.ts: "flags"',
    'src/site/data/who_has.ts: "flags"',
    'src/views/player/holders.ts: "flags"',
    'src/views/player/page_state.ts: "flags"',
    'src/views/player/parts/Changes.tsx: "flags"',
    'src/views/player/parts/Pages.tsx: "flags"',
    'src/views/player/parts/Value.tsx: "flags"',
    'src/views/strip/frame.ts: "flags"',
    'src/pages/compare/words.astro: "flags"',
  ],
  "functions of the kernel, by their names": [
    'src/tools/kernels/record/functions.ts: "__alloc_frozen_pages_noprof"',
    'src/tools/kernels/record/functions.ts: "__free_frozen_pages"',
    'src/tools/kernels/record/functions.ts: "free_frozen_page_commit"',
    "src/tools/kernels/record/functions.ts: free_frozen_pages",
    "src/tools/kernels/record/functions.ts: alloc_contig_frozen_range_noprof",
  ],
  "kernels, as a scenario file has to name them": ['src/tools/bench/races/kits.ts: "aops@..5.18"'],
  "a function of the models, by its name": ['src/knowledge/c/tables.ts: "page_aops"'],
};

const ids = [...ERA_IDS, ...PLAN_IDS];
const clear = ids.filter((id) => id !== WORD).join("|");
const named = [...ids, ...SERIES].join("|");
const ALONE = new RegExp(`^(["'\`])(?:${named})\\1$`);
const WITHIN = new RegExp(
  [
    // Also as a part of a path, of the name of a kernel or of a variable.
    `(?<![A-Za-z])(?:${clear})(?![A-Za-z])`,
    `(?:eras|models|series)/(?:${named})\\b`,
    `--era[- =]${WORD}\\b|data-era=["']?${WORD}\\b|\\b${WORD}@`,
    `\\b(?:${SERIES.join("|")})\\|`,
  ].join("|"),
);
/** In a help text: a command, of which test/cli/commands.test.ts knows that it is one. */
const EXAMPLE = /^ {2}npm run -s eras -- .*$/gm;

const isName = (text: string) => ALONE.test(text) || WITHIN.test(text.replace(EXAMPLE, ""));

/** Strings, parts of templates, texts of elements and names of variables. */
function inScript(text: string): string[] {
  const source = ts.createSourceFile("any.tsx", text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isLiteralExpression(node) ||
      ts.isTemplateLiteralToken(node) ||
      ts.isJsxText(node) ||
      ts.isIdentifier(node)
    ) {
      if (isName(node.getText())) found.push(node.getText().trim());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Line by line, without comments; what is in quotes counts by itself, too. */
function inMarkup(text: string): string[] {
  const bare = text.replace(/\/\*.*?\*\/|<!--.*?-->|(?<=^|\s)\/\/[^\n]*/gs, "");
  return bare.split("\n").flatMap((line) => {
    const alone = (line.match(/(["'`])[\w.-]+\1/g) ?? []).filter((each) => ALONE.test(each));
    return WITHIN.test(line) ? [line.trim()] : alone;
  });
}

const readers = { "{ts,tsx,mjs}": inScript, "{astro,css}": inMarkup };

describe("in src/", () => {
  const found = Object.entries(readers).flatMap(([ending, read]) =>
    globSync(`src/**/*.${ending}`).flatMap((file) =>
      read(readFileSync(file, "utf8")).map((text) => `${file.replaceAll("\\", "/")}: ${text}`),
    ),
  );
  const allowed = new Set(Object.values(ALLOWED).flat());

  test("no text and no variable names an era or a series", () => {
    expect(found.filter((each) => !allowed.has(each))).toEqual([]);
  });
  test("what is allowed is needed", () => {
    expect([...allowed].filter((each) => !found.includes(each))).toEqual([]);
  });
});

/** As they once stood there. */
const ONCE = {
  ts: [
    'const [folder, setFolder] = useState("flags");',
    'export const KERNEL = "mops";',
    'const one = { "2025": { before: "mops@6.16" } };',
    "const aops = mappingFirst;",
    "const usage = `SCENARIO --series 2022|2025`;",
    "const help = `or a kernel such as mops@6.1`;",
    'href("eras/flags");',
  ],
  markup: [
    "  color: var(--era-mops);",
    '<div data-era="flags">',
    '{id === "2022" ? 1 : 2}',
    '<a href={href("series/2026")}>',
  ],
};
test.each(ONCE.ts)("%s is found", (text) => expect(inScript(text)).not.toEqual([]));
test.each(ONCE.markup)("%s is found", (text) => expect(inMarkup(text)).not.toEqual([]));
test("a comment and an example of the help are not", () => {
  expect(inScript('// mops has it\nprint("\\n");\nconst help = `\n  npm run -s eras -- run x --era mops\n`;')).toEqual(
    [],
  );
  expect(inMarkup("/** mops has it */\n// as flags@6.17\n<!-- aops -->")).toEqual([]);
});
