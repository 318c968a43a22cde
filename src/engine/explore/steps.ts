/** A run for people: who took which step. Of a counterexample, or of the way to an end. */
import type { Choices, System } from "./system.ts";

export function stepsOf(system: System, choices: Choices): string[] {
  system.reset();
  return choices.map((actor) => {
    system.step(actor);
    const name = system.actors[actor] ?? `actor ${actor}`;
    return system.lastStep === undefined ? name : `${name} ${system.lastStep}`;
  });
}
