/**
 * Kernel functions with names. A function declared with `kernel()` is seen by a tracer when it is entered and
 * when it returns, as ftrace would see it; without a tracer it costs nothing.
 */
import { type Argument, atomic, enclosed } from "./atomic.ts";
import { watched } from "./monitor.ts";
import type { Steps } from "./step.ts";

export interface Tracer {
  enter(name: string, args: readonly unknown[]): void;
  leave(name: string, result: unknown): void;
}

const GeneratorFunction = Object.getPrototypeOf(function* () {}).constructor;

type Body<F extends Argument, A extends unknown[], R> = (first: F, ...rest: A) => R;

export function kernel<F extends Argument, A extends unknown[], R>(name: string, body: Body<F, A, R>): Body<F, A, R> {
  const yields = body instanceof GeneratorFunction;
  const run = yields
    ? (enclosed(body as unknown as Body<F, A, Steps<unknown>>) as unknown as Body<F, A, R>)
    : atomic(body);
  const call: Body<F, A, R> = (first, ...rest) => {
    const { k } = first.memory;
    const { tracer } = k;
    const { monitor } = first.memory;
    if (monitor !== null) {
      if (yields) return watched(monitor, name, run(first, ...rest) as unknown as Steps<unknown>) as R;
      const { call: caller } = monitor;
      monitor.call = { name, caller };
      const result = run(first, ...rest);
      monitor.call = caller;
      return result;
    }
    if (tracer === null) return run(first, ...rest);
    const given: Argument = first;
    const shown = given === k ? rest : [first, ...rest];
    if (yields) return traced(tracer, name, body(first, ...rest) as Steps<unknown>, shown) as R;
    tracer.enter(name, shown);
    const result = run(first, ...rest);
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
