/** What is kept of a state, and a limit to it. */
import { describe, expect, it } from "vitest";
import { awaiting } from "../../../src/engine/explore/eventually.ts";
import { type ExploreOptions, explore } from "../../../src/engine/explore/explore.ts";
import { Limits } from "../../../src/engine/explore/limits.ts";
import { exploringPart, together } from "../../../src/engine/explore/parts.ts";
import { finish } from "../../../src/engine/explore/slices.ts";
import { Counters } from "../../../src/tools/bench/explore/counters.ts";

const MB = 2 ** 20;
/** Bytes. */
const A_STATE = 100;

describe.each<{ how: string; options: ExploreOptions; goesRound?: true }>([
  { how: "with a reduction", options: {} },
  { how: "without one", options: { reduction: "none" } },
  { how: "with a bound on preemptions", options: { maxPreemptions: 99 } },
  { how: "that goes round", options: {}, goesRound: true },
  { how: "that goes round, with a bound on preemptions", options: { maxPreemptions: 2 }, goesRound: true },
])("a search $how", ({ options, goesRound = false }) => {
  const found = (maxMemory: number, upTo: number) => {
    const system = new Counters(3, upTo, goesRound);
    return { all: system.states, ...explore(system, { ...options, scouts: false, maxMemory }) };
  };

  it("keeps at most 100 bytes of a state, at any moment", () => {
    for (const megabytes of [0.5, 0.75]) {
      const { bound, states } = found(megabytes * MB, 60);
      expect(bound).toContain(`${megabytes} MB of states`);
      expect(states).toBeGreaterThan((megabytes * MB) / A_STATE);
    }
  });

  it("takes a limit that is not hit for none", () => {
    expect(found(8 * MB, 6).bound).toBe(found(Number.POSITIVE_INFINITY, 6).bound);
  });
});

describe("a limit to memory", () => {
  const system = () => new Counters(3, 60);

  it("is the bound, and says up to where all orders were tried", () => {
    const { bound, preemptions, random } = explore(system(), { maxMemory: MB / 2 });
    expect({ bound, preemptions }).toEqual({ bound: "0.5 MB of states", preemptions: 0 });
    expect(random).toBeGreaterThan(0);
  });

  it("gives the same each time", () => {
    expect(explore(system(), { maxMemory: MB / 2 })).toEqual(explore(system(), { maxMemory: MB / 2 }));
  });

  it("is one of each part, and of the whole", () => {
    const parts = [1, 2].map((number) => finish(exploringPart(system(), { maxMemory: MB / 2 }, { number, of: 2 })));
    expect(together(parts).bound).toBe("0.5 MB of states");
  });

  it("holds for what must come about too", () => {
    const system = new Counters(3, 60, true);
    system.reset();
    const awaited = { what: "nothing", holds: () => false };
    const { bound } = finish(awaiting(system, awaited, new Limits({ maxMemory: MB / 2 })));
    expect(bound).toBe("0.5 MB of states");
  });
});
