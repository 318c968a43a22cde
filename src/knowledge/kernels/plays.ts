/**
 * A driver of the recorder's own in the place of a real one. It gives the same answers to the core, and has no work to do for them, so only the
 * answers are compared, and what the core makes of them.
 */
import type { Pattern } from "./schema.ts";

interface Nested {
  depth: number;
  call: string;
}

/** What the callbacks of our driver call is left out. */
export function withoutInside<C extends Nested>(calls: readonly C[], callbacks: readonly string[]): C[] {
  let inside = Number.POSITIVE_INFINITY;
  return calls.filter(({ depth, call }) => {
    if (depth > inside) return false;
    inside = callbacks.includes(call) ? depth : Number.POSITIVE_INFINITY;
    return true;
  });
}

/** The calls of a model, with its driver's callbacks under the names of ours. */
export function asPlayed<C extends Nested>(calls: readonly C[], { plays = {} }: Pattern): C[] {
  const ours = new Map(Object.entries(plays).map(([own, real]) => [real, own]));
  return withoutInside(calls, [...ours.keys()]).map((each) => ({ ...each, call: ours.get(each.call) ?? each.call }));
}
