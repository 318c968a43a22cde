// Where a step stands in a function read as C, when the line at which it began is what was left out.

import { expect, it } from "vitest";
import { type CFile, placeInC } from "../../src/engine/source/c_view.ts";

const line = (text: string, step: string, begins = false) => ({
  tokens: [[text]] as const,
  steps: [step],
  ...(begins && { begins: true as const }),
});
const file: CFile = {
  kernel: "mops@6.16",
  file: "models/mops/isolate.ts",
  functions: [
    {
      name: "f",
      declared: "f",
      file: "models/mops/isolate.ts",
      line: 1,
      lines: [
        line("if (!ask())", "s:ask", true),
        line("return;", "s:ask"),
        line("go();", "s:ask"),
        line("on();", "s:on", true),
      ],
      without: { "isolate:recheck": [{ from: 0, to: 2, lines: [] }], "isolate:test": [{ from: 0, to: 3, lines: [] }] },
    },
  ],
};
const place = { file: file.file, line: 1 };
const asked = { place, step: "s:ask", running: "f" };

it.each([
  [[], "if (!ask())"],
  [["isolate:recheck"], "go();"],
])("without %j it begins at %s", (without, text) => {
  const found = placeInC(file, { ...asked, without });
  expect(found?.lines[found.line]?.tokens[0]?.[0]).toBe(text);
});

it("has no place where all of it is gone", () => {
  expect(placeInC(file, { ...asked, without: ["isolate:test"] })).toBeNull();
});
