/**
 * Who looks at how kernel code reaches its words: nobody, unless an analysis of locking hangs itself in (`memory.monitor`). It sees each access with its
 * kind, and the functions below tell it what the words alone do not say. A function that they declare runs as it would without them.
 */
import type { GuardName } from "../guards.ts";
import type { Access } from "./access.ts";
import type { Argument } from "./atomic.ts";
import type { Addr } from "./memory.ts";
import type { Pause, Steps } from "./step.ts";

/** A kernel() function that runs, and who called it. */
export interface Call {
  readonly name: string;
  readonly caller: Call | null;
}

export interface Monitor {
  /** The innermost kernel function. */
  call: Call | null;
  /** An actor starts a step, or goes on after a wait. */
  begin(actor: object, pause: Pause): void;
  /** A kernel function goes on where it yielded. */
  resume(call: Call): void;
  /** `entry`: the address, with bit 0 set for a store. */
  access(entry: number, access: Access): void;
  /** A lock is tried, and whoever has it is not waited for. `bit`: of the word, or -1. `isShared`: as one of several readers. */
  tries(addr: Addr, bit: number, isShared: boolean): void;
  /** An object dies. */
  free(start: Addr, bytes: number): void;
  /** A guard is asked for, in place or not. */
  asks(guard: GuardName): void;
  /** Locks held that the machine has not, as bits: what they protect is one step anyway. */
  held: number;
  /** What runs counts as one access: its name. */
  operation: string | null;
  /** What runs is not kernel code. */
  away: boolean;
}

/** zone->lock, lruvec->lru_lock, z3fold's pool->lock and slots->lock, and the lock of a pool of kernel threads. */
export const ZONE_LOCK = 1;
export const LRU_LOCK = 2;
export const POOL_LOCK = 4;
export const SLOTS_LOCK = 8;
export const WORKER_LOCK = 16;

/** Declares that the caller, in the kernel, or the function itself holds a lock that the machine has not. */
export function under<A extends [Argument, ...unknown[]], R>(lock: number, body: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    const { memory } = args[0];
    const { monitor } = memory;
    if (monitor === null) return whole(memory, () => body(...args));
    const { held } = monitor;
    monitor.held = held | lock;
    const result = whole(memory, () => body(...args));
    monitor.held = held;
    return result;
  };
}

/** Declares a function of several accesses that counts as one: content/lockless.yaml says why it may. */
export function indivisible<A extends [Argument, ...unknown[]], R>(
  name: string,
  body: (...args: A) => R,
): (...args: A) => R {
  return (...args) => {
    const { memory } = args[0];
    const { monitor } = memory;
    if (monitor === null) return whole(memory, () => body(...args));
    const { operation } = monitor;
    monitor.operation = operation ?? name;
    const result = whole(memory, () => body(...args));
    monitor.operation = operation;
    return result;
  };
}

/** Declares a kernel function that is indivisible and stands in no trace: whoever watches accesses hears that it is the one that makes them, and not who called it. */
export function within<A extends [Argument, ...unknown[]], R>(
  name: string,
  body: (...args: A) => R,
): (...args: A) => R {
  return indivisible(name, (...args) => {
    const { monitor } = args[0].memory;
    if (monitor === null) return body(...args);
    const { call: caller } = monitor;
    monitor.call = { name, caller };
    const result = body(...args);
    monitor.call = caller;
    return result;
  });
}

/** What a scenario's user keeps for itself, and what stands in for a part of the kernel that is not modelled. */
export function outside<R>({ memory }: Argument, body: () => R): R {
  const { monitor } = memory;
  if (monitor === null) return whole(memory, body);
  const { away } = monitor;
  monitor.away = true;
  const result = whole(memory, body);
  monitor.away = away;
  return result;
}

/** What counts as one access is one for everybody: it sees what all have stored, and its stores arrive together. */
function whole<R>(memory: Argument["memory"], body: () => R): R {
  memory.beginWhole();
  const result = body();
  memory.endWhole();
  return result;
}

/** Keeps `monitor.call` at the innermost function that runs. */
export function* watched<R>(monitor: Monitor, name: string, steps: Steps<R>): Steps<R> {
  const call = { name, caller: monitor.call };
  for (let first = true; ; first = false) {
    const { call: caller } = monitor;
    monitor.call = call;
    if (!first) monitor.resume(call);
    const result = steps.next();
    monitor.call = caller;
    if (result.done) return result.value;
    yield result.value;
  }
}
