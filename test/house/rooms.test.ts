/**
 * No room of src/ imports one that imports it, not by way of others either: whoever reads a folder can begin with those that it is made of. `npm run lint` holds the wings to
 * their order, and files to the same as rooms; between folders of one wing only this does.
 */
import { expect, test } from "vitest";
import { arrowsIn, circlesOf, filesOf, roomsOf } from "./rooms.ts";

const circles = (files: Record<string, string>) => circlesOf(roomsOf(files));

test("of two rooms one is below the other", () => {
  const rooms = roomsOf(filesOf());
  expect(rooms.size).toBeGreaterThan(50);
  expect(arrowsIn(rooms, circlesOf(rooms))).toEqual([]);
});

test.each([
  ["a type", 'import type { A } from "../b/b.ts";'],
  ["what comes later", 'const b = await import("../b/b.ts");'],
  ["a worker", 'new Worker(new URL("../b/b.ts", import.meta.url));'],
  ["what is handed on", 'export * from "../b/b.ts";'],
  ["a type in a place", 'let b: import("../b/b.ts").B;'],
])("%s counts", (_, text) => {
  expect(circles({ "src/w/a/a.ts": text, "src/w/b/b.ts": 'import "../a/a.ts";' })).toEqual([["w/a", "w/b"]]);
});

test("a page of Astro counts, and a way round by a third room", () => {
  const a = '---\nimport B from "../b/b.ts";\n---\n<B />\n';
  const [b, c] = ['import "../c/c.ts";', 'import "../a/a.astro";'];
  expect(circles({ "src/w/a/a.astro": a, "src/w/b/b.ts": b, "src/w/c/c.ts": c })).toEqual([["w/a", "w/b", "w/c"]]);
});

test("a folder that is made of those in it is none", () => {
  expect(circles({ "src/w/a.ts": 'import "./b/b.ts";', "src/w/b/b.ts": 'import "./c/c.ts";' })).toEqual([]);
});
