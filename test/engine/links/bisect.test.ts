// The question of a bisection, as an address holds it: whatever stands there, there is a question, and what is wrong is told.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_GUARDS } from "../../../src/engine/scenario/limits.ts";
import { type Asked, DEPTHS, hashOf, MAX_EXPECT, questionOf } from "../../../src/views/bisect/question.ts";
import { links } from "./hostile.ts";

const IDS = ["balloon-compaction", "isolate-races-deflate"];
const FIRST: Asked = { scenario: "balloon-compaction", without: [], depth: "end", expect: "" };
const ASKED: Asked = {
  scenario: "isolate-races-deflate",
  without: ["isolate:recheck"],
  depth: "orders",
  expect: "verdict: ok\npages.p.free: true",
};

describe("a question in an address", () => {
  it("comes back, escaped as a whole too", () => {
    const hash = hashOf(ASKED);
    for (const each of [hash, encodeURIComponent(hash)]) {
      expect(questionOf(`#${each}`, IDS, FIRST)).toEqual({ asked: ASKED, problems: [] });
    }
  });

  it("is told to be wrong where it is, in any part of it", () => {
    for (const hash of [
      "s=nowhere",
      "g=nothing",
      "d=deep",
      `w=${"x".repeat(MAX_EXPECT + 1)}`,
      "c=0:3",
      `s=${"a".repeat(9000)}`,
    ]) {
      const { asked, problems } = questionOf(`#${hash}`, IDS, FIRST);
      expect(asked, hash).toEqual(FIRST);
      expect(problems.length, hash).toBeGreaterThan(0);
    }
  });

  it("is one that can be asked, whatever a stranger sends", () => {
    fc.assert(
      fc.property(links, (hash) => {
        const { asked, problems } = questionOf(hash, IDS, FIRST);
        expect(IDS).toContain(asked.scenario);
        expect(Object.keys(DEPTHS)).toContain(asked.depth);
        expect(asked.without.length).toBeLessThanOrEqual(MAX_GUARDS);
        expect(asked.expect.length).toBeLessThanOrEqual(MAX_EXPECT);
        expect(problems.length).toBeLessThan(20);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});
