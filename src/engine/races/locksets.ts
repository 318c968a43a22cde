/**
 * Which locks are held wherever a word is stored to (Eraser, SOSP 1997). What is left of them in the end keeps the word; if nothing is, something else orders
 * its stores. Stores count from when a second actor has touched the word: whoever made it needs no lock before that.
 */
import { kindOf, LOCK_WORD } from "../../../models/machine/access.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { must } from "../must.ts";
import { callOf, type Event, type Step } from "./events.ts";
import { Holding } from "./holding.ts";
import { Undo } from "./undo.ts";
import type { WordNames } from "./word_names.ts";

/** Of one word, whichever object it lies in. */
export interface Kept {
  /** Held at every store that counts; empty: no common lock. */
  readonly locks: Set<string>;
  /** Functions that store. */
  readonly stores: Set<string>;
}

/** Nobody has touched it in this order. */
const NOBODY = -2;
/** Nobody's alone any more. */
const SHARED = -1;

export class Locksets {
  readonly words = new Map<string, Kept>();
  private readonly owners = new Map<Addr, { actor: number }>();
  private readonly undo = new Undo();
  private readonly begins: number[] = [];
  private readonly holding: Holding;

  constructor(actors: number, names: WordNames) {
    this.holding = new Holding(actors, this.undo, (addr) => names.frameOf(addr));
  }

  take({ actor, events }: Step): void {
    this.begins.push(this.undo.length);
    for (const event of events) {
      if (event.what === "access") this.access(actor, event);
      else if ("site" in event && event.what !== "free" && event.what !== "busy") this.holding.take(actor, event);
    }
  }
  undoTo(depth: number): void {
    if (depth >= this.begins.length) return;
    this.undo.backTo(must(this.begins[depth], "begin"));
    this.begins.length = depth;
  }

  private access(actor: number, { site, addr }: Extract<Event, { what: "access" }>): void {
    if (kindOf(site.access) === LOCK_WORD) return;
    let owner = this.owners.get(addr);
    if (owner === undefined) {
      owner = { actor: NOBODY };
      this.owners.set(addr, owner);
    }
    if (owner.actor === NOBODY) this.undo.set(owner, "actor", actor);
    else if (owner.actor !== actor && owner.actor !== SHARED) this.undo.set(owner, "actor", SHARED);
    if (!site.stores || owner.actor !== SHARED) return;
    const locks = new Set(this.holding.at(actor, addr).locks);
    const known = this.words.get(site.word);
    if (known === undefined) this.words.set(site.word, { locks, stores: new Set([callOf(site)]) });
    else {
      for (const lock of known.locks) if (!locks.has(lock)) known.locks.delete(lock);
      known.stores.add(callOf(site));
    }
  }
}

/** What of several explorations is always so. */
export function merged(all: Iterable<ReadonlyMap<string, Kept>>): Map<string, Kept> {
  const words = new Map<string, Kept>();
  for (const each of all) {
    for (const [word, { locks, stores }] of each) {
      const known = words.get(word);
      const common = known === undefined ? [...locks] : [...known.locks].filter((lock) => locks.has(lock));
      words.set(word, { locks: new Set(common), stores: new Set([...(known?.stores ?? []), ...stores]) });
    }
  }
  return words;
}
