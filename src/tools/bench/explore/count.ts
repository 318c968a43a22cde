/** What a reduction is measured against: how many interleavings there are, and how many of them differ by more than the order of independent steps. */
import { StateKey } from "../../../engine/explore/state_key.ts";
import type { System, Violation } from "../../../engine/explore/system.ts";
import { must } from "../../../engine/must.ts";

/** Exactly, without running them: the ways through the graph of states, and the states. The system must be able to undo steps. */
export function countInterleavings(system: System): { interleavings: number; allStates: number } {
  const state = new StateKey();
  const known = new Map<string, number>();
  system.reset();
  const from = (depth: number): number => {
    const enabled = system.enabled();
    state.read(system);
    const key = `${state.a} ${state.b}`;
    const counted = known.get(key);
    if (counted !== undefined) return counted;
    let ways = enabled === 0 ? 1 : 0;
    for (let actor = 0; actor < system.actors.length; actor++) {
      if ((enabled & (1 << actor)) === 0) continue;
      if (system.step(actor) !== null) ways++;
      else ways += from(depth + 1);
      system.undoTo?.(depth);
    }
    known.set(key, ways);
    return ways;
  };
  const interleavings = from(0);
  return { interleavings, allStates: known.size };
}

/**
 * Mazurkiewicz traces among the executions that are run on a system: put it between the explorer and the system. A trace is known by the
 * vector clock of each step, which no exchange of independent steps changes; it is computed anew from the words, not taken from the explorer.
 */
export function countTraces(system: System): { system: System; traces: Set<string> } {
  const traces = new Set<string>();
  const path: { actor: number; touched: Int32Array }[] = [];
  const goBack = (depth: number) => {
    path.length = depth;
    if (depth === 0) system.reset();
    else system.undoTo?.(depth);
  };
  const step = (actor: number): Violation | null => {
    const violation = system.step(actor);
    path.push({ actor, touched: system.footprint.slice(0, system.touched) });
    if (violation !== null || system.enabled() === 0) traces.add(canonical(path, system.actors.length));
    return violation;
  };
  const watched: System = Object.create(system, {
    reset: { value: () => goBack(0) },
    undoTo: { value: goBack },
    step: { value: step },
  });
  return { system: watched, traces };
}

function canonical(path: readonly { actor: number; touched: Int32Array }[], actors: number): string {
  const clocks = Array.from({ length: actors }, () => new Int32Array(actors));
  const stores = new Map<number, Int32Array>();
  const accesses = new Map<number, Int32Array>();
  const hashes = new Int32Array(actors);
  for (const { actor, touched } of path) {
    const clock = must(clocks[actor], "clock");
    for (const entry of touched) join(clock, ((entry & 1) === 1 ? accesses : stores).get(entry & ~1));
    clock[actor] = must(clock[actor], "clock") + 1;
    for (const entry of touched) {
      const word = entry & ~1;
      const all = accesses.get(word) ?? new Int32Array(actors);
      join(all, clock);
      accesses.set(word, all);
      if ((entry & 1) === 1) stores.set(word, clock.slice());
    }
    for (const value of clock) hashes[actor] = Math.imul(must(hashes[actor], "hash") ^ value, 0x01000193) + 0x9e3779b1;
  }
  return hashes.join();
}

function join(into: Int32Array, from: Int32Array | undefined): void {
  if (from)
    for (let each = 0; each < into.length; each++)
      into[each] = Math.max(must(into[each], "clock"), must(from[each], "clock"));
}
