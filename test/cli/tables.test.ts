/** Tables are no wider than the terminal, whatever its width, in all commands. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { table } from "../../src/cli/parts/table.ts";
import { call, file, TWO_ACTORS } from "./call.ts";

const failing = file("failing.yaml", TWO_ACTORS.replace("verdict: ok", "pages: { p: { refcount: 7 } }"));
const COMMANDS = [
  ["list"],
  ["operations"],
  ["run", "isolate-races-deflate"],
  ["run", failing],
  ["compare", "isolate-races-deflate"],
  ["explore", "isolate-races-deflate", "--without", "isolate:recheck"],
  ["guards", "isolate:recheck"],
  ["bisect", "soft-offline", "--series", "2025"],
];

/** Lines of tables: what stands with a ruler between two empty lines. */
function tableLines(out: string): string[] {
  const blocks = out.split(/\n\s*\n/).map((block) => block.split("\n"));
  return blocks.filter((lines) => lines.some((line) => line.startsWith("─"))).flat();
}

afterEach(() => vi.unstubAllEnvs());

describe.each(["40", "80"])("in %s columns", (columns) => {
  test.each(COMMANDS)("%s %s", (...args) => {
    vi.stubEnv("COLUMNS", columns);
    const lines = tableLines(call(...args).out);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.filter((line) => line.length > Number(columns))).toEqual([]);
  });
});

test.each(["1e9", "-5", "0", "wide", "", "1", "NaN", "Infinity"])("COLUMNS=%s is no reason to fail", (columns) => {
  vi.stubEnv("COLUMNS", columns);
  const { status, out } = call("list");
  expect(status).toBe(0);
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThan(1000);
});

test("what has no room side by side stands below each other, each cell behind the title of its column", () => {
  const columns = [{ title: "name" }, { title: "what", whole: true as const }];
  const rows = [[["a"], ["a text that may not be broken"]], [["a last cell that takes the room of the others"]]];
  expect(table(columns, rows, 24).split("\n")).toEqual([
    "────────────────────────",
    "name: a",
    "  what: a text that may",
    "    not be broken",
    "a last cell that takes",
    "    the room of the",
    "    others",
    "",
  ]);
});
