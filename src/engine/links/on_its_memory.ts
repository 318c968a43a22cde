/** A scenario as a link has it run: on the memory that the link names, where there is room for that. */
import { noRoomFor, onMemory } from "../scenario/on_memory.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Link } from "./link.ts";
import { type LinkProblem, problem } from "./problem.ts";

export function onItsMemory({ memory }: Link, scenario: Scenario): Scenario {
  return memory === undefined || noRoomFor(scenario.actors.length, memory) ? scenario : onMemory(scenario, memory);
}

/** Why it is not on that memory. */
export function crowded({ memory = "sc" }: Link, { actors }: Scenario): LinkProblem[] {
  const finding = noRoomFor(actors.length, memory);
  return finding ? [problem("o", finding.found, finding.expected, "The scenario's own memory counts.")] : [];
}
