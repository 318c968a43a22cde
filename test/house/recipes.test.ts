/** What docs/recipes.md names is there: files, scripts, and the tests that it has you run. Its examples may be made up: those are listed. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/eras.ts";

const text = readFileSync("docs/recipes.md", "utf8");
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
const FOLDERS = ["content", "docs", "models", "src", "test"];

const unique = (all: readonly string[]) => [...new Set(all)].sort();
/** `<id>` stands for a name of yours, `…` for one of several. */
const isOurs = (path: string) => FOLDERS.includes(path.split("/")[0] ?? "") && !/[<…]/.test(path);

test("the files", () => {
  const named = [...text.matchAll(/[\w./-]*\/[\w./<>…-]+/g)].map(([path]) => path.replace(/[.,]$/, "")).filter(isOurs);
  expect(named.length).toBeGreaterThan(25);
  expect(unique(named).filter((path) => !existsSync(path))).toEqual([]);
});

test("the files that it calls by their last name", () => {
  const named = [...text.matchAll(/`([\w-]+\.(?:ts|mjs|yaml|md))`/g)].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(5);
  const all = new Set(
    [...FOLDERS.flatMap((folder) => globSync(`${folder}/**/*`)), ...globSync("*")].map((path) =>
      path.split(/[\\/]/).at(-1),
    ),
  );
  expect(unique(named).filter((name) => !all.has(name))).toEqual([]);
});

test("the scripts of npm", () => {
  const named = unique([...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = ""]) => name));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("the commands of the terminal", () => {
  const named = unique([...text.matchAll(/(?:-s eras -- |`eras )(\w+)/g)].map(([, name = ""]) => name));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !COMMANDS.some((command) => command.name === name))).toEqual([]);
});
