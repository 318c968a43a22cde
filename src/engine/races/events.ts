/** What a step did, as far as other CPUs can tell: its accesses, and what orders them. */
import type { Access } from "../../../models/machine/access.ts";
import type { Addr } from "../../../models/machine/memory.ts";

/** A place in kernel code that reaches a kind of word in one way. */
export interface Site {
  readonly id: number;
  /** "balloon_dev_info.isolated_pages", whichever balloon it is. */
  readonly word: string;
  /** Kernel functions that run, the innermost last, as they were when the place was first met. */
  readonly stack: readonly string[];
  /** The step of the model that it is part of. */
  readonly step: string;
  readonly loads: boolean;
  readonly stores: boolean;
  readonly access: Access;
}

/** `enter`, `leave`: of a lock that the machine has not. */
export type LockEvent = "acquire" | "acquire-shared" | "enter" | "release" | "release-shared" | "leave";

/**
 * `lock`: a word and its bit, as one number. `group`: the same one, not 0, is of accesses that count as one; `name`: the declared operation that they are.
 */
export type Event =
  | { what: "access"; site: Site; addr: Addr; under: number; frame: number; group: number; name: string | null }
  | { what: LockEvent; lock: number; site: Site; group: number; name: string | null }
  /** Somebody has the lock, so the actor goes on without it: it has seen that, and nothing else. */
  | { what: "busy"; lock: number; site: Site; group: number; name: string | null }
  /** A lock that the actor would not wait for, whether it gets it or not. */
  | { what: "try"; lock: number; isShared: boolean }
  /** An operation that orders all before it, and all after it. `load`, `store`: half of one. */
  | { what: "order" | "load" | "store"; lock: number }
  | { what: "free"; start: Addr; bytes: number; site: Site };

export interface Step {
  readonly actor: number;
  readonly step: string;
  /** The innermost kernel function where it began. */
  readonly call: string;
  readonly events: readonly Event[];
}

export const TAKES: readonly LockEvent[] = ["acquire", "acquire-shared", "enter"];

export function lockAt(addr: Addr, bit: number): number {
  return addr * 64 + bit + 1;
}

/** Of an access that no kernel function makes. */
export const NO_FUNCTION = "a scenario's own step";

export function callOf({ stack }: Pick<Site, "stack">): string {
  return stack.at(-1) ?? NO_FUNCTION;
}
