import { must } from "../../engine/must.ts";

/** Clock and scales. */

/**
 * Milliseconds that the main thread has computed. Unlike the time of day it does not grow while another program has the core; what
 * the garbage collector and the compiler do on threads of their own is not in it.
 */
function threadMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export function timed<R>(work: () => R): { ms: number; result: R } {
  const start = threadMilliseconds();
  const result = work();
  return { ms: threadMilliseconds() - start, result };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = must(sorted[middle], "value in the middle");
  return sorted.length % 2 === 1 ? upper : (must(sorted[middle - 1], "value in the middle") + upper) / 2;
}

/** Bytes of living objects and buffers. Needs `--expose-gc`. */
export function livingBytes(): number {
  if (!globalThis.gc) throw new Error("start node with --expose-gc");
  // Buffers are let go in the collection after the one that finds them dead.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
