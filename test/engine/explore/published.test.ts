/**
 * The numbers of traces that others have found in the programs of the papers, and this explorer must find: each trace once, with sleep sets.
 * Where they come from: the expected results of the tests of Concuerror (github.com/parapluu/Concuerror, tests/suites/dpor_tests/results) and of
 * Nidhugg (github.com/nidhugg/nidhugg, tests/smoke/reference.results.txt), the tools of the authors of POPL 2014.
 */
import { describe, expect, it } from "vitest";
import { explore } from "../../../src/engine/explore/explore.ts";
import type { System } from "../../../src/engine/explore/system.ts";
import {
  fileSystem,
  indexer,
  lastZero,
  readers,
  sleepingRaces,
  twoPairs,
  twoStoresTwoReaders,
  writers,
} from "./published.ts";
import { countTraces } from "./traces.ts";

const PUBLISHED: [string, System, number][] = [
  ["lastzero_1 (Nidhugg)", lastZero(1), 2],
  ["lastzero_2 (Nidhugg)", lastZero(2), 5],
  ["lastzero_3 (Nidhugg)", lastZero(3), 12],
  ["lastzero_4 (Nidhugg)", lastZero(4), 28],
  ["last_zero, 5 (Concuerror)", lastZero(5), 64],
  ["readers_1 (Nidhugg)", readers(1), 2],
  ["readers_2 (Nidhugg)", readers(2), 4],
  ["readers_3 (Nidhugg)", readers(3), 8],
  ["readers_4 (Nidhugg)", readers(4), 16],
  ["readers, 6 (Concuerror)", readers(6, { own: true }), 64],
  ["file_system_example, 16 (Concuerror)", fileSystem(16), 8],
  ["manywrite (Concuerror)", twoPairs(), 4],
  ["two_writers_readers_1 (Concuerror)", twoStoresTwoReaders(), 9],
  ["sleeping_races_3_write (Concuerror)", sleepingRaces(), 10],
];

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
];

describe.each([...PUBLISHED, ...COUNTED])("%s", (_, system, traces) => {
  it("has each trace run once with sleep sets", () => {
    const { bound, violations, executions } = explore(system, { cut: "sleep" });
    expect({ bound, violations, executions }).toEqual({ bound: null, violations: [], executions: traces });
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
