// TypeScript is 3.5 MB. Only what judges a patch on /review may bring it to a reader; everything else gets what the build has read in the models.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const REVIEW = "src/views/review/";
const SCRIPT = /<script>(.*?)<\/script>/gs;
const TYPES = /^(?:import|export) type [^;]*? from "[^"]*";$/gm;
const WORKER = /new URL\("([^"]+\.ts)", import\.meta\.url\)/g;

const files = (pattern: string) => globSync(pattern, { cwd: ROOT }).map((file) => file.replaceAll("\\", "/"));
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

const islands = files("src/views/**/*.{ts,tsx}");
const pages = files("src/**/*.astro");

test("no island but that of /review comes by the TypeScript compiler", () => {
  expect(ways(islands.filter((file) => !file.startsWith(REVIEW)))).toEqual([]);
});

test("no script of a page comes by the TypeScript compiler", () => {
  expect(pages.some((file) => scriptsIn(file).length > 0)).toBe(true);
  expect(ways(pages)).toEqual([]);
});

test("the island of /review comes by it only in its worker", () => {
  const [way, ...more] = ways([`${REVIEW}Review.tsx`]);
  expect(way).toContain(`${REVIEW}start.ts > ${REVIEW}referee.ts > `);
  expect(more).toEqual([]);
  expect(ways([`${REVIEW}Review.tsx`], [`${REVIEW}referee.ts`])).toEqual([]);
});

/** How each of the files that does gets to the compiler, by the fewest imports. */
function ways(starts: readonly string[], without: readonly string[] = []): string[] {
  return starts.flatMap((start) => {
    const seen = new Set([start, ...without]);
    const queue = [[start]];
    for (const way of queue) {
      for (const target of importsOf(way.at(-1) ?? start)) {
        if (target === "typescript") return [[...way, target].join(" > ")];
        if (seen.has(target)) continue;
        seen.add(target);
        queue.push([...way, target]);
      }
    }
    return [];
  });
}

const known = new Map<string, string[]>();

/** What a file brings along when it runs: types are gone by then, and what is fetched late counts. */
function importsOf(file: string): string[] {
  const imports = known.get(file) ?? (/\.(tsx?|astro)$/.test(file) ? textsOf(file).flatMap(importsIn(file)) : []);
  known.set(file, imports);
  return imports;
}

const textsOf = (file: string) => (file.endsWith(".astro") ? scriptsIn(file) : [read(file)]);

function scriptsIn(file: string): string[] {
  return [...read(file).matchAll(SCRIPT)].map(([, script = ""]) => script);
}

const importsIn = (file: string) => (text: string) => {
  const named = ts.preProcessFile(text.replaceAll(TYPES, ""), true, true).importedFiles.map(({ fileName }) => fileName);
  const workers = [...text.matchAll(WORKER)].map(([, target = ""]) => target);
  return [...named, ...workers].map((name) =>
    name.startsWith(".") ? new URL(name, `file:///${file}`).pathname.slice(1) : name,
  );
};
