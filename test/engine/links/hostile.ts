/** What strangers put into an address or into the editor, as fast-check makes it. */
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";

export const texts = shippedScenarios().map((id) => readFileSync(`content/scenarios/${id}.yaml`, "utf8"));
const packed = (text: string) => deflateRawSync(text).toString("base64url");

const scrap = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "&",
    "=",
    "#",
    "%",
    "%00",
    "%ff",
    "+",
    ":",
    ".",
    ",",
    "@",
    "-1",
    "1e9",
    "999999999999",
    "NaN",
    "__proto__",
  ),
  fc.constantFrom(
    '<img src=x onerror="alert(1)">',
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "../../..",
    "\u202e",
  ),
);

/** One that means something, in parts that can be changed. */
const good = fc.record({
  v: fc.constantFrom("00000000", "1a2b3c4d-5e6f7a8b"),
  s: fc.constantFrom(...shippedScenarios()),
  e: fc.constantFrom("mops", "aops,mops,flags", "flags@6.17.0"),
  g: fc.constantFrom("isolate:recheck", "isolate:pin,isolate:put"),
  i: fc.constantFrom("0", "1"),
  c: fc.constantFrom("", "0.1.0", "0:40.1:40", "7:99999"),
  p: fc.constantFrom("0", "12", "100000"),
  x: fc.oneof(
    fc.constantFrom(...texts).map(packed),
    fc.nat(20_000_000).map((size) => packed(" ".repeat(size / 100)).repeat(3)),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("base64url")),
  ),
});

export const written = fc
  .tuple(good, fc.subarray(["v", "s", "e", "g", "i", "c", "p", "x"] as const, { minLength: 1 }))
  .map(([parts, keys]) => keys.map((key) => `${key}=${parts[key]}`).join("&"));

function changed(text: string, edits: readonly { at: number; remove: number; insert: string }[]): string {
  return edits.reduce((now, { at, remove, insert }) => {
    const from = at % (now.length + 1);
    return now.slice(0, from) + insert + now.slice(from + remove);
  }, text);
}
const edits = fc.array(fc.record({ at: fc.nat(), remove: fc.nat(6), insert: scrap }), { maxLength: 4 });

export const links = fc.oneof(
  { weight: 10, arbitrary: fc.tuple(written, edits).map(([text, how]) => changed(encodeURIComponent(text), how)) },
  { weight: 1, arbitrary: fc.nat(70_000).map((length) => `c=${"0.1.".repeat(length / 4)}0`) },
  { weight: 60, arbitrary: fc.tuple(written, edits).map(([text, how]) => changed(text, how)) },
  { weight: 10, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  {
    weight: 10,
    arbitrary: fc.tuple(fc.constantFrom("v", "s", "e", "g", "c", "p", "x"), scrap).map((pair) => pair.join("=")),
  },
);

/** Texts of shipped scenarios with something changed in them. */
export const scenarios = fc.tuple(fc.constantFrom(...texts), edits).map(([text, how]) => changed(text, how));
