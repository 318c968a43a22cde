/** Where a limit stops the search it says how many states there are: an estimate, held to what is so where that can be counted. */
import { describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import type { System } from "../../../src/engine/explore/system.ts";
import { must } from "../../../src/engine/must.ts";
import { ProgramSystem } from "../../../src/tools/bench/explore/peers/system.ts";
import { ZOO } from "../../../src/tools/bench/explore/peers/zoo.ts";
import { findRace, raceSystem } from "../../../src/tools/bench/explore/races.ts";

const program = (name: string) => () =>
  new ProgramSystem(
    must(
      ZOO.find(({ id }) => id === name),
      "such program",
    ),
  );
const systems: [string, () => System][] = [
  ["a race of three actors", () => raceSystem(findRace("3x1"), ERAS[0])],
  ["a ticket lock", program("ticket lock of 4")],
  ["philosophers", program("philosophers, 5")],
];

describe.each(systems)("how many states there are of %s", (_, system) => {
  const { states, executions, cut, estimatedStates } = explore(system());

  it.each([10, 4, 2])("is of the same size where one of %i executions was run", (share) => {
    const maxExecutions = Math.round((executions + cut) / share);
    const stopped = explore(system(), { maxExecutions, scouts: false });
    expect(stopped.bound).toBe(`${maxExecutions} executions`);
    const ratio = must(stopped.estimatedStates, "estimate") / states;
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(3);
    // What the search has met is less.
    expect(must(stopped.estimatedStates, "estimate")).toBeGreaterThan(stopped.states);
    expect(explore(system(), { maxExecutions, scouts: false }).estimatedStates).toBe(stopped.estimatedStates);
  });

  it("is not guessed where all of them were met", () => {
    expect(estimatedStates).toBeNull();
  });
});
