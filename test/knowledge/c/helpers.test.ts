// What a kernel has not, or has in a header, is marked `inline` where the models are read as C; and what stands in the place of its call is a helper of the models' own.
import { expect, test } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { ELSEWHERE, INLINED } from "../../../src/knowledge/c/tables.ts";
import { CViews, textOf } from "../../../src/knowledge/c/views.ts";
import { declarationsOf } from "../../../src/knowledge/source/declarations.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { PLACES } from "../../../src/knowledge/tree/collected.ts";

const models = readModels();
const views = new CViews(models, PLACES);
const declared = declarationsOf(models).filter(({ file, isFunction }) => isFunction && !file.includes("/plans/"));
const places = PLACES.flatMap(({ functions }) => Object.entries(functions));
const inFiles = new Set(places.flatMap(([name, [file]]) => (file.endsWith(".c") ? [name] : [])));

test.each(ERAS.map(({ id, releases }) => `${id}@${releases[0].id}`))("%s marks helpers, and nothing else", (kernel) => {
  const printed = views.at(kernel).functions.flatMap(({ name, lines }) => {
    const head = textOf(lines).match(/^(?!static const)[a-z].*\(/m)?.[0];
    return head === undefined ? [] : [{ name, inline: head.includes("static inline ") }];
  });
  const marked = printed.filter(({ inline }) => inline).map(({ name }) => name);
  const [era] = kernel.split("@");
  // Those that ftrace can see by their own name.
  const own = declared.filter(({ file }) => file.startsWith(`models/${era}/`) || file.startsWith("models/machine/"));
  const traced = new Set(own.flatMap(({ kernel }) => kernel ?? []));
  const kernels = (name: string) => traced.has(name) || inFiles.has(name) || ELSEWHERE.has(name);
  expect(marked.filter(kernels)).toEqual([]);
  expect(printed.filter(({ name, inline }) => !inline && !kernels(name))).toEqual([]);
  // A helper of the models, and functions of zsmalloc that have no part in a trace.
  expect(marked).toContain("first_word");
  expect(marked).not.toContain("get_zspage");
  expect(marked.length).toBeGreaterThan(20);
});

test("a function of which the places are missing is one of the models, and is missing", () => {
  const needed = declared.filter(({ name, kernel }) => kernel === null && !inFiles.has(name)).map(({ name }) => name);
  expect([...ELSEWHERE].filter((name) => !needed.includes(name))).toEqual([]);
});

test("what stands in the place of its call is declared, and no kernel has it in a file", () => {
  const helpers = new Set(declared.flatMap(({ name, kernel }) => (kernel === null ? [name] : [])));
  expect([...INLINED].filter((name) => !helpers.has(name) || inFiles.has(name))).toEqual([]);
});
