/** The example of src/engine/explore/README.md: it works, and the README quotes it as it is. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explore } from "../../../src/engine/explore/explore.ts";
import { shortest } from "../../../src/engine/explore/shortest.ts";
import { peterson } from "./peterson.ts";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

describe("Peterson's mutual exclusion", () => {
  it.each(["none", "sleep", "cache"] as const)("holds in every interleaving (cut: %s)", (cut) => {
    const { bound, violations, outcomes } = explore(peterson(), { cut });
    expect({ bound, violations }).toEqual({ bound: null, violations: [] });
    expect([...outcomes.keys()].sort()).toEqual([
      "wantsA 0, wantsB 0, turn 0, inside 0",
      "wantsA 0, wantsB 0, turn 1, inside 0",
    ]);
  });

  it("breaks when a process looks first and wants then, and a shortest way there has two switches", () => {
    const [found] = explore(peterson({ broken: true })).violations;
    expect(found).toMatchObject({ kind: "at most one is inside" });
    const least = shortest(peterson({ broken: true }), {
      goal: (violation) => violation !== null,
      atMost: found?.choices.length ?? 0,
    });
    // One gives way, the other goes in, and the first goes on.
    expect(least).toMatchObject({ switches: 2 });
    expect(least?.choices).toHaveLength(6);
  });

  it("is quoted in the README as it is", () => {
    const [, quoted] =
      /```ts\n\/\/ test\/engine\/explore\/peterson.ts\n([\s\S]*?)```/.exec(read("src/engine/explore/README.md")) ?? [];
    expect(quoted).toBe(read("test/engine/explore/peterson.ts"));
  });
});
