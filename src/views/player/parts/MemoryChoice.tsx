/** On which memory the scenario runs: one that all CPUs see alike, unless a reader wants to see what barriers are for. */
import type { VNode } from "preact";
import { MEMORY_MODELS, type MemoryModel } from "../../../../models/machine/config.ts";
import { noRoomFor, onMemory } from "../../../engine/scenario/on_memory.ts";
import type { Scenario } from "../../../engine/scenario/scenario.ts";

const NAMES: Record<MemoryModel, string> = {
  sc: "All see a store at once",
  tso: "Stores arrive late (tso, x86)",
  "tso-ll": "… and loads may be old (tso-ll)",
  pso: "Stores overtake others (pso)",
  rmo: "… and loads may be old (rmo)",
};

interface Props {
  scenario: Scenario;
  choose: (scenario: Scenario) => void;
}

export function MemoryChoice({ scenario, choose }: Props): VNode {
  const { memory = "sc" } = scenario.machine;
  const models = MEMORY_MODELS.filter((each) => noRoomFor(scenario.actors.length, each) === null);
  return (
    <select
      aria-label="Memory"
      value={memory}
      onChange={({ currentTarget }) => choose(onMemory(scenario, currentTarget.value as MemoryModel))}
    >
      {models.map((each) => (
        <option key={each} value={each}>
          {NAMES[each]}
        </option>
      ))}
    </select>
  );
}
