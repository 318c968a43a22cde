/** The numbers of traces that others have found in the programs of the papers, and this explorer must find: each trace once, with sleep sets and wakeup trees. */
import { describe, expect, it } from "vitest";
import { explore } from "../../../src/engine/explore/explore.ts";
import type { System } from "../../../src/engine/explore/system.ts";
import { indexer, lastZero, PUBLISHED, writers } from "../../../src/tools/bench/explore/published.ts";
import { countTraces } from "./traces.ts";

/** Not found in print where this was written: counted here. n stores to one word come in n! orders. */
const COUNTED: [string, System, number][] = [
  ["4 writers", writers(4), 24],
  ["5 writers", writers(5), 120],
  [
    "an indexer of 3, table of 8",
    indexer(3, { size: 8, messages: 2 }),
    countTraces(indexer(3, { size: 8, messages: 2 })),
  ],
  [
    "an indexer of 2, table of 3",
    indexer(2, { size: 3, messages: 1 }),
    countTraces(indexer(2, { size: 3, messages: 1 })),
  ],
  ["lastzero, 3", lastZero(3), countTraces(lastZero(3))],
  // (n + 3) * 2 ** (n - 2), as in print for 1 to 5.
  ["lastzero, 7", lastZero(7), 320],
];

describe.each([...PUBLISHED, ...COUNTED])("%s", (_, system, traces) => {
  it("has each trace run once with sleep sets, and nothing begun in vain", () => {
    const { bound, violations, executions, cut } = explore(system, { cut: "sleep" });
    expect({ bound, violations, executions, cut }).toEqual({ bound: null, violations: [], executions: traces, cut: 0 });
  });

  it("has the same ends however it is explored", () => {
    const ends = (cut: "sleep" | "cache") => [...explore(system, { cut }).outcomes.keys()].sort();
    expect(ends("cache")).toEqual(ends("sleep"));
  });
});

describe("an indexer of the size of the papers", () => {
  // With 11 of them no message collides, and each of more collides three times.
  it.each([11, 12, 13])("runs 8 times as often for each of %i beyond the first 11", (actors) => {
    expect(explore(indexer(actors), { cut: "sleep" })).toMatchObject({ bound: null, executions: 8 ** (actors - 11) });
  });
});
