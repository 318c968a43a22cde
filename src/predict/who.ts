/** Which actors can take a step now? Asked where somebody waits or is done, and now and then where nobody does, so that the answer is open. */
import type { Standing, Walk } from "../race/walk.ts";
import type { Options } from "./questions.ts";

const NOW_AND_THEN = 4;

export function whoOptions({ standings }: Walk, at: number): Options | null {
  const now = standings[at] ?? [];
  const going = now.filter(({ step }) => step !== null);
  const isOpen = now.some(({ ready }) => !ready) || at % NOW_AND_THEN === 0;
  if (going.length < 2 || !isOpen) return null;
  const right = now.filter(({ ready }) => ready);
  const one = (missing: Standing) => now.filter((each) => (each === missing) !== right.includes(each));
  // Sets that are wrong about one actor, then those of one actor alone, and nobody.
  const sets = [...now.map(one), ...now.map((each) => [each]), []];
  return { ask: "Who can take a step now?", right: told(right, now), wrong: sets.map((set) => told(set, now)) };
}

function told(set: readonly Standing[], all: readonly Standing[]): string {
  if (set.length === 0) return "nobody";
  if (set.length === all.length) return all.length === 2 ? "both" : `all ${all.length}`;
  return set.map(({ actor }) => actor).join(" and ");
}
