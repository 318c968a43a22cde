// content/names.yaml against the models: a name that they have at all, they have in the eras that the file says.

import { expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { nameGroups } from "../../../src/site/data/names.ts";

const code = ERAS.map(({ id }) => {
  const texts = Object.entries(readModels()).filter(([file]) => file.startsWith(`models/${id}/`));
  const lines = texts.flatMap(([, text]) => text.split("\n").filter((line) => !/^\s*(\/\/|\/\*|\*)/.test(line)));
  return { id, words: new Set(lines.flatMap((line) => line.match(/\w+/g) ?? [])) };
});
const entries = nameGroups().flatMap(({ names }) =>
  names.flatMap((entry) =>
    code.flatMap(({ id, words }) => ({ era: id, words, name: entry[id]?.replace("struct ", "") })),
  ),
);

it("has no name in an era whose model does not know it, while another does", () => {
  const wrong = entries.filter(
    ({ words, name }) => name !== undefined && !words.has(name) && code.some((each) => each.words.has(name)),
  );
  expect(wrong.map(({ era, name }) => `${name} in ${era}`)).toEqual([]);
});

it("is held against the models for most of its names", () => {
  const named = entries.filter(({ name }) => name !== undefined);
  const known = named.filter(({ words, name = "" }) => words.has(name));
  expect(known.length).toBeGreaterThan(named.length * 0.75);
});
