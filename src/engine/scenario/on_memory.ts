/** The same scenario on a machine of another memory model. */
import type { MemoryModel } from "../../../models/machine/config.ts";
import { drainsOf, withDrains } from "../../../models/machine/drains.ts";
import type { Finding } from "./problem.ts";
import type { Scenario } from "./scenario.ts";

/** Of any other memory than `sc`, said wherever one is chosen or tried. */
export const NOT_COVERED = "A store that comes before an earlier load (load buffering) is not among what is tried.";

export function onMemory(scenario: Scenario, memory: MemoryModel): Scenario {
  return { ...scenario, machine: { ...scenario.machine, memory } };
}

export function memoryOf({ machine: { memory = "sc" } }: Pick<Scenario, "machine">): MemoryModel {
  return memory;
}

/** Names of all who take steps: its actors, the stores of theirs that are under way, and the old values that they still see. */
export function stepping({ actors, machine }: Scenario): string[] {
  return withDrains(
    actors.map(({ name }) => name),
    memoryOf({ machine }),
  );
}

/** Why so many actors cannot have store buffers; null: they can. */
export function noRoomFor(actors: number, memory: MemoryModel): Finding | null {
  if (memory === "sc" || drainsOf(actors, memory) > 0) return null;
  const most = Array.from({ length: actors }, (_, fewer) => fewer).findLast((fewer) => drainsOf(fewer, memory) > 0);
  return {
    found: `${actors} actors, and memory: ${memory}`,
    expected: `at most ${most} actors, as what is on its way between CPUs is actors too`,
    action: "Take fewer actors, or tso.",
  };
}
