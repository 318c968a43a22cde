/** Which locks each actor holds, as the word that it reaches sees them: "page lock" is that of its own page, "a page lock" that of another. */
import type { Addr } from "../../../models/machine/memory.ts";
import { must } from "../must.ts";
import { type Event, type LockEvent, TAKES } from "./events.ts";
import type { Undo } from "./undo.ts";

/** Sorted; of one text there is one. */
export interface LocksHeld {
  readonly id: number;
  readonly locks: readonly string[];
}

interface Lock {
  readonly key: number;
  readonly word: string;
  readonly isShared: boolean;
}

/** What an actor holds, with what is known of it: sets are never changed in place. */
interface LockSet {
  readonly locks: readonly Lock[];
  readonly after: Map<string, LockSet>;
  /** By the frame of the word. */
  readonly seen: Map<number, LocksHeld>;
}

export class Holding {
  private readonly of: LockSet[];
  private readonly names = new Map<string, LocksHeld>();
  private readonly undo: Undo;
  private readonly frameOf: (addr: Addr) => number;

  constructor(actors: number, undo: Undo, frameOf: (addr: Addr) => number) {
    const none = setOf([]);
    this.of = Array.from({ length: actors }, () => none);
    this.undo = undo;
    this.frameOf = frameOf;
  }

  take(actor: number, { what, lock: key, site }: Extract<Event, { what: LockEvent }>): void {
    const held = must(this.of[actor], "actor");
    const change = `${what} ${key}`;
    let next = held.after.get(change);
    if (next === undefined) {
      const others = held.locks.filter((each) => each.key !== key);
      const isShared = what === "acquire-shared";
      next = setOf(TAKES.includes(what) ? [...others, { key, word: site.word, isShared }] : others);
      held.after.set(change, next);
    }
    this.undo.set(this.of, actor, next);
  }

  at(actor: number, addr: Addr): LocksHeld {
    const { locks, seen } = must(this.of[actor], "actor");
    const frame = locks.length === 0 ? -1 : this.frameOf(addr);
    let held = seen.get(frame);
    if (held === undefined) {
      held = this.named([...new Set(locks.map((lock) => this.nameFor(frame, lock)))].sort());
      seen.set(frame, held);
    }
    return held;
  }

  private named(locks: readonly string[]): LocksHeld {
    const text = locks.join();
    const held = this.names.get(text) ?? { id: this.names.size, locks };
    this.names.set(text, held);
    return held;
  }

  private nameFor(frame: number, { key, word, isShared }: Lock): string {
    // No address is below zero: a lock that the machine has not.
    if (key < 0) return word;
    if (word !== "page.flags") return `${nameOfLock(word)}${isShared ? " (for reading)" : ""}`;
    return this.frameOf(Math.floor(key / 64)) === frame ? "page lock" : "a page lock";
  }
}

function setOf(locks: readonly Lock[]): LockSet {
  return { locks, after: new Map(), seen: new Map() };
}

/** By the word that it is in. */
export function nameOfLock(word: string): string {
  return word === "page.flags" ? "page lock" : word.replace(/\.(owner|count|obj)$/, "");
}
