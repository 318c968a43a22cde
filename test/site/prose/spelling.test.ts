/** Prose is spelled as in Britain. A word that is right and not known goes into content/dictionary.txt. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const PROSE = ["*.md", "docs/**/*.md", "src/**/*.md", "models/LEFT_OUT.md", "content/**/*.md", "content/**/*.yaml"];

it("has no word that is not in a dictionary", () => {
  const options = ["lint", "--no-progress", "--no-summary", "--no-color", ...PROSE];
  const { status, stdout, stderr } = spawnSync(process.execPath, ["node_modules/cspell/bin.mjs", ...options], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect(stdout + stderr).toBe("");
  expect(status).toBe(0);
});

it("keeps its dictionary in order, and without a word twice", () => {
  const [, ...words] = readFileSync(join(ROOT, "content/dictionary.txt"), "utf8").trim().split("\n");
  const sorted = [...new Set(words)].sort((one, other) => one.toLowerCase().localeCompare(other.toLowerCase(), "en"));
  expect(words).toEqual(sorted);
});
