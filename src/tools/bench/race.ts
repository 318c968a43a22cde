/** What the explorer does all day: from one booted machine, over and over, a short run of two actors that take turns. */
import type { Era } from "../../../models/era.ts";
import type { OperationCall, Scenario } from "../../engine/scenario/scenario.ts";
import { ScenarioSystem } from "../../engine/verify/scenario_system.ts";

/** One page leaves the balloon, the other one moves. */
const RACE: Scenario = {
  id: "race",
  title: "A balloon deflates while its pages are compacted",
  story: "",
  sources: [],
  machine: { zones: [{ name: "Normal", pages: 16 }], pages: 16, pageblock: 4, block: 8 },
  config: {},
  drivers: { balloon: { driver: "virtio-balloon", options: {}, line: 1, column: 1 } },
  setup: [call("balloon.inflate", { pages: 2 })],
  actors: [
    { name: "owner", flags: [], does: [call("balloon.deflate", { pages: 1 })] },
    { name: "kcompactd", flags: [], does: [call("compact", { zone: "Normal" })] },
  ],
  order: "open",
  expect: {},
  can: [],
  without: [],
  eras: {},
};

function call(name: string, args: Record<string, unknown>): OperationCall {
  return { name, args, line: 1, column: 1 };
}

/** Returns a function that runs the race once, from the start, and returns the number of steps. */
export function race(era: Era): () => number {
  const system = new ScenarioSystem(RACE, era, era.releases[0], { invariants: false });
  const all = (1 << system.actors.length) - 1;
  return () => {
    system.reset();
    let steps = 0;
    while (system.finished() !== all) {
      const turn = steps % system.actors.length;
      const actor = system.enabled() & (1 << turn) ? turn : 1 - turn;
      const violation = system.step(actor);
      if (violation) throw new Error(`the race ends in ${violation.kind}: ${violation.message}`);
      steps++;
    }
    return steps;
  };
}
