/** Functions of which the caller keeps nothing but the result. An explorer takes states in which an actor has learnt the same for one. */
import { canKeep } from "./knowledge.ts";
import type { Memory } from "./memory.ts";
import type { Steps } from "./step.ts";

/** A view, or the kernel. */
export type Argument = { readonly memory: Memory };

/**
 * Declares a function without a yield that keeps nothing of what it loads but its result, such as a test of one bit of a word. The result is
 * a word, a view, or nothing.
 */
export function atomic<A extends [Argument, ...unknown[]], R>(body: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    const { memory } = args[0];
    memory.beginAtomic();
    return memory.endAtomic(body(...args));
  };
}

/** Declares a generator whose local variables are gone when it returns: it shares none with whoever calls it, but in its arguments. */
export function enclosed<A extends [Argument, ...unknown[]], R>(
  body: (...args: A) => Steps<R>,
): (...args: A) => Steps<R> {
  return (...args) => (args[0].memory.knowledge === null ? body(...args) : enclose(args, body(...args)));
}

function* enclose<R>(args: readonly [Argument, ...unknown[]], steps: Steps<R>): Steps<R> {
  const { knowledge } = args[0].memory;
  knowledge?.enter();
  const result = yield* steps;
  knowledge?.leave(
    result,
    args.some((arg, at) => at > 0 && canKeep(arg)),
  );
  return result;
}
