/** The example of src/explore/README.md: it works, and the README quotes it as it is. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explore } from "../../src/explore/explore.ts";
import { shortest } from "../../src/explore/shortest.ts";
import { Peterson } from "./peterson.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

describe("Peterson's mutual exclusion", () => {
  it.each(["none", "sleep", "cache"] as const)("holds in every interleaving (cut: %s)", (cut) => {
    const { bound, violations, outcomes } = explore(new Peterson(), { cut });
    expect({ bound, violations }).toEqual({ bound: null, violations: [] });
    expect([...outcomes.keys()].sort()).toEqual(["turn 0", "turn 1"]);
  });

  it("breaks when a process looks first and wants then, and a shortest way there has two switches", () => {
    const [found] = explore(new Peterson({ broken: true })).violations;
    expect(found).toMatchObject({ kind: "not exclusive" });
    const least = shortest(new Peterson({ broken: true }), {
      goal: (violation) => violation !== null,
      atMost: found?.choices.length ?? 0,
    });
    // One looks, the other goes in, and the first goes on.
    expect(least).toMatchObject({ switches: 2 });
    expect(least?.choices).toHaveLength(8);
  });

  it("is quoted in the README as it is", () => {
    const [, quoted] =
      /```ts\n\/\/ test\/explore\/peterson.ts\n([\s\S]*?)```/.exec(read("src/explore/README.md")) ?? [];
    expect(quoted).toBe(read("test/explore/peterson.ts"));
  });
});
