/**
 * Kernel functions with names. A function declared with `kernel()` is seen by a tracer when it is entered and
 * when it returns, as ftrace would see it; without a tracer it costs nothing.
 */
import { atomic, enclosed } from "./atomic.ts";
import type { Kernel } from "./kernel.ts";
import type { Steps } from "./step.ts";

export interface Tracer {
  enter(name: string, args: readonly unknown[]): void;
  leave(name: string, result: unknown): void;
}

const GeneratorFunction = Object.getPrototypeOf(function* () {}).constructor;

type Body<A extends unknown[], R> = (k: Kernel, ...args: A) => R;

export function kernel<A extends unknown[], R>(name: string, body: Body<A, R>): Body<A, R> {
  const yields = body instanceof GeneratorFunction;
  const run = yields ? (enclosed(body as unknown as Body<A, Steps<unknown>>) as unknown as Body<A, R>) : atomic(body);
  const call: Body<A, R> = (k, ...args) => {
    const { tracer } = k;
    if (tracer === null) return run(k, ...args);
    if (yields) return traced(tracer, name, body(k, ...args) as Steps<unknown>, args) as R;
    tracer.enter(name, args);
    const result = run(k, ...args);
    tracer.leave(name, result);
    return result;
  };
  // A function pointer is shown by the name of what it points to.
  return Object.defineProperty(call, "name", { value: name });
}

function* traced<R>(tracer: Tracer, name: string, steps: Steps<R>, args: readonly unknown[]): Steps<R> {
  tracer.enter(name, args);
  const result = yield* steps;
  tracer.leave(name, result);
  return result;
}
