/** What docs/recipes.md has you run is there. Of its files test/site/prose/paths.test.ts knows that they are. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/eras.ts";

const text = readFileSync("docs/recipes.md", "utf8");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
const unique = (all: readonly string[]) => [...new Set(all)].sort();
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
