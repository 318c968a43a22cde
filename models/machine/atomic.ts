/** Functions without a yield: all at once for the others, and for the caller nothing but a result. */
import type { Memory } from "./memory.ts";

/**
 * Declares a function that keeps nothing of what it loads but its result, such as a test of one bit of a word. States in which an actor
 * has learnt the same are the same to it, so this keeps their number small. The result is a word, a view, or nothing.
 */
export function atomic<A extends [{ readonly memory: Memory }, ...unknown[]], R>(
  body: (...args: A) => R,
): (...args: A) => R {
  return (...args) => {
    const { memory } = args[0];
    memory.beginAtomic();
    return memory.endAtomic(body(...args));
  };
}
