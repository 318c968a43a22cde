/** When the other CPUs see what one of them stores: by the name of the memory model, as in the terminal. */
import type { VNode } from "preact";
import { isOneOf } from "../../../../models/keys.ts";
import { MEMORY_MODELS, type MemoryModel } from "../../../../models/machine/config.ts";
import { memoryOf, NOT_COVERED, noRoomFor } from "../../../engine/scenario/on_memory.ts";
import type { Scenario } from "../../../engine/scenario/scenario.ts";

interface Props {
  scenario: Scenario;
  choose: (memory: MemoryModel) => void;
}

const SAID: Record<MemoryModel, string> = {
  sc: "stores are seen at once",
  tso: "stores are seen later, in their order",
  "tso-ll": "tso, and loads may be old",
  pso: "stores are seen later, in any order",
  rmo: "pso, and loads may be old",
};

export function Memory({ scenario, choose }: Props): VNode {
  const { actors } = scenario;
  const memory = memoryOf(scenario);
  return (
    <>
      <label class="memory-model">
        memory:{" "}
        <select
          value={memory}
          onChange={({ currentTarget: { value } }) => isOneOf(MEMORY_MODELS, value) && choose(value)}
        >
          {MEMORY_MODELS.map((model) => (
            <option key={model} value={model} disabled={noRoomFor(actors.length, model) !== null}>
              {model}: {SAID[model]}
            </option>
          ))}
        </select>
      </label>
      {memory !== "sc" && <p>{NOT_COVERED}</p>}
    </>
  );
}
