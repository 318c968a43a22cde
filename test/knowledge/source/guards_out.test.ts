// Every guard that an era asks for is taken out of its source: what is left asks for it no more.

import { expect, test } from "vitest";
import { GUARDS } from "../../../models/guards.ts";
import { ERAS } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { declarationsOf } from "../../../src/knowledge/source/declarations.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { withoutGuards } from "../../../src/knowledge/source/guards_out.ts";

const MODELS = readModels();

test.each(ERAS)("$id", ({ id }) => {
  const files = Object.fromEntries(
    Object.entries(MODELS).filter(([file]) => file.startsWith(`models/${id}/`) || file.startsWith("models/machine/")),
  );
  const asked = new Set(declarationsOf(files).flatMap(({ guards }) => guards.map(({ name }) => name)));
  const own = keysOf(GUARDS).filter((guard) => asked.has(guard));
  expect(own.length).toBeGreaterThan(40);
  const unchanged = own.filter((guard) => {
    const after = withoutGuards(files, [guard], id);
    return Object.keys(files).every((file) => files[file] === after[file]);
  });
  expect(unchanged).toEqual([]);
  // Nobody asks for a list of them in a form that is not taken out.
  const after = withoutGuards(files, own, id);
  const left = Object.entries(after).filter(([, text]) => /k\.guard\((?!name\))/.test(text));
  expect(left.map(([file]) => file)).toEqual([]);
});
