// What strangers put into an address or into the editor: 10,000 times, with the same seed each time, so that a failure comes
// again. Nothing is thrown but what says what is wrong, and nothing takes long or becomes large.
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapt } from "../../src/links/adapt.ts";
import { decode } from "../../src/links/decode.ts";
import type { Link } from "../../src/links/link.ts";
import { versionOf } from "../../src/links/version.ts";
import { shippedScenarios } from "../../src/scenario/files.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { ScenarioError } from "../../src/scenario/problem.ts";

const LINKS = { seed: 5, numRuns: 7_000 };
const SCENARIOS = { seed: 5, numRuns: 3_000 };
/** Milliseconds. A machine that does much else at the time still keeps it. */
const SOON = 5_000;

const texts = shippedScenarios().map((id) => readFileSync(`content/scenarios/${id}.yaml`, "utf8"));
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
  c: fc.constantFrom("", "0.1.0", "0:40.1:40", "7:99999"),
  p: fc.constantFrom("0", "12", "100000"),
  x: fc.oneof(
    fc.constantFrom(...texts).map(packed),
    fc.nat(20_000_000).map((size) => packed(" ".repeat(size / 100)).repeat(3)),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("base64url")),
  ),
});

const written = fc
  .tuple(good, fc.subarray(["v", "s", "e", "g", "c", "p", "x"] as const, { minLength: 1 }))
  .map(([parts, keys]) => keys.map((key) => `${key}=${parts[key]}`).join("&"));

function changed(text: string, edits: readonly { at: number; remove: number; insert: string }[]): string {
  return edits.reduce((now, { at, remove, insert }) => {
    const from = at % (now.length + 1);
    return now.slice(0, from) + insert + now.slice(from + remove);
  }, text);
}
const edits = fc.array(fc.record({ at: fc.nat(), remove: fc.nat(6), insert: scrap }), { maxLength: 4 });

const links = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(written, edits).map(([text, how]) => changed(text, how)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom("v", "s", "e", "g", "c", "p", "x"), scrap).map((pair) => pair.join("=")),
  },
);

function bounded({ scenario, kernels, without, choices, step }: Link): void {
  if (scenario !== null && "text" in scenario) expect(scenario.text.length).toBeLessThanOrEqual(256 * 1024);
  expect(kernels.length).toBeLessThanOrEqual(16);
  expect(without.length).toBeLessThanOrEqual(8);
  expect(choices?.length ?? 0).toBeLessThanOrEqual(100_000);
  expect(step).toBeLessThanOrEqual(100_000);
}

describe(`${LINKS.numRuns} links`, () => {
  const seen = new Map<string, number>();

  it("are read, and what is wrong with them is told", async () => {
    await fc.assert(
      fc.asyncProperty(links, async (hash) => {
        const start = performance.now();
        const { link, problems } = await decode(hash);
        bounded(link);
        for (const { part, message } of problems) {
          expect(message).toMatch(/^.+\. Expected .+\. .+$/);
          expect(message.length).toBeLessThan(600);
          expect(message).not.toMatch(/\p{Cc}|\p{Cf}/u);
          seen.set(part ?? "link", (seen.get(part ?? "link") ?? 0) + 1);
        }
        if (problems.length === 0) seen.set("none", (seen.get("none") ?? 0) + 1);
        expect(performance.now() - start).toBeLessThan(SOON);
      }),
      LINKS,
    );
    // Else the links would be of one kind, and most of what is here would not have been tried.
    for (const kind of ["none", "link", "v", "s", "x", "e", "g", "c", "p"])
      expect(seen.get(kind), kind).toBeGreaterThan(50);
  });

  it("are fitted to a scenario, of which what they say need not be true", async () => {
    const scenarios = texts.slice(0, 12).map((text, index) => loadScenario(text, `s${index}.yaml`));
    await fc.assert(
      fc.asyncProperty(written, fc.nat(scenarios.length - 1), async (hash, index) => {
        const scenario = scenarios[index] as (typeof scenarios)[number];
        const { link } = await decode(hash);
        const { kernels, choices } = adapt(link, scenario, versionOf(scenario));
        expect(kernels.length).toBeGreaterThan(0);
        if (choices !== null) expect(link.choices?.slice(0, choices.length)).toEqual(choices);
      }),
      { ...LINKS, numRuns: 300 },
    );
  });
});

describe(`${SCENARIOS.numRuns} scenarios`, () => {
  const scenario = fc.tuple(fc.constantFrom(...texts), edits).map(([text, how]) => changed(text, how));

  it("are loaded, or it is told what is wrong with them", () => {
    let [loaded, refused] = [0, 0];
    fc.assert(
      fc.property(scenario, (text) => {
        const start = performance.now();
        try {
          expect(loadScenario(text, "x.yaml").actors.length).toBeGreaterThan(0);
          loaded++;
        } catch (error) {
          if (!(error instanceof ScenarioError)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
          refused++;
        }
        expect(performance.now() - start).toBeLessThan(SOON);
      }),
      SCENARIOS,
    );
    expect(Math.min(loaded, refused)).toBeGreaterThan(300);
  });
});
