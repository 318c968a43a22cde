// The schemas of content/kernels are those of the source, and what is wrong is refused.
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { expect, it } from "vitest";
import { kernelSchemas } from "../../../src/knowledge/kernels/json-schema.ts";
import { recording } from "../../../src/knowledge/kernels/schema.ts";

it.each(Object.entries(kernelSchemas()))("content/%s is up to date", (file, schema) => {
  const written = JSON.parse(readFileSync(`content/${file}`, "utf8"));
  expect(written, "stale: npm run schema").toEqual(JSON.parse(JSON.stringify(schema)));
});

const call = { depth: 0, call: "migrate_pages", pages: ["dst", "src"], returns: -11 };
const good = { pattern: "it", trace: "run", calls: [call] };
it.each([
  [{ ...good, calls: [] }],
  [{ ...good, more: 1 }],
  [{ ...good, pattern: "No" }],
  [{ ...good, calls: [{ ...call, depth: -1 }] }],
  [{ ...good, calls: [{ ...call, depth: 1 }] }],
  [{ ...good, calls: [call, { ...call, depth: 2 }] }],
  [{ ...good, calls: [call, { ...call, depth: 1 }, call, { ...call, depth: 2 }] }],
  [{ ...good, calls: [{ ...call, call: "a-b" }] }],
  [{ ...good, calls: [{ ...call, pages: ["other"] }] }],
  [{ ...good, calls: [{ ...call, returns: 1.5 }] }],
  [{ ...good, calls: [{ ...call, left: 1 }] }],
  [{ ...good, kpageflags: { before: { src: "xyz" }, after: { src: null } } }],
])("a recording that is none is refused: %o", (wrong) => {
  expect(v.is(recording, good)).toBe(true);
  expect(v.is(recording, wrong)).toBe(false);
});
