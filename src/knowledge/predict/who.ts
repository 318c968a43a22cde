/** Which actors can take a step now? Asked where somebody waits or is done, and now and then where nobody does, so that the answer is open. */
import type { Trace } from "../../engine/trace/trace.ts";
import type { Options } from "./questions.ts";

const NOW_AND_THEN = 4;

export function whoOptions({ actors, start, steps }: Trace, at: number): Options | null {
  const next = steps[at - 1]?.next ?? start.next;
  const going = actors.filter((_, actor) => next[actor] !== null);
  const right = actors.filter((_, actor) => next[actor] && next[actor].waits === undefined);
  const isOpen = right.length < actors.length || at % NOW_AND_THEN === 0;
  if (going.length < 2 || !isOpen) return null;
  const one = (missing: string) => actors.filter((each) => (each === missing) !== right.includes(each));
  // Sets that are wrong about one actor, then those of one actor alone, and nobody.
  const sets = [...actors.map(one), ...actors.map((each) => [each]), []];
  return { ask: "Who can take a step now?", right: told(right, actors), wrong: sets.map((set) => told(set, actors)) };
}

function told(set: readonly string[], all: readonly string[]): string {
  if (set.length === 0) return "nobody";
  if (set.length === all.length) return all.length === 2 ? "both" : `all ${all.length}`;
  return set.join(" and ");
}
