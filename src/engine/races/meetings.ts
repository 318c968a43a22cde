/**
 * Accesses of two actors to one word that nothing orders, one of them at least a store: they meet. If one is plain that is a data race. All that was met
 * so is kept, for movers.ts.
 */
import type { Access } from "../../../models/machine/access.ts";
import { bitOf, COUNTER, kindOf, LOAD_ACQUIRE, LOCK_WORD, ORDERED, PLAIN } from "../../../models/machine/access.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { must } from "../must.ts";
import { Clocks, mixed } from "./clocks.ts";
import { callOf, type Event, lockAt, type Site, type Step } from "./events.ts";
import { Undo } from "./undo.ts";

export interface Meeting {
  /** The earlier access, and the later one. */
  readonly first: Site;
  readonly second: Site;
  readonly addr: Addr;
  /** Actors, one a step; the last step has the second access. */
  readonly choices: readonly number[];
}

/** The last access that a site made to a word, by one actor. */
interface Past {
  readonly actor: number;
  readonly site: Site;
  readonly under: number;
  clock: number;
}

export class Meetings {
  readonly races = new Map<number, Meeting>();
  /** By site: one meeting. */
  readonly contended = new Map<number, Meeting>();
  private readonly undo = new Undo();
  private readonly clocks: Clocks;
  /** Locks that more than one actor took. */
  readonly shared = new Set<number>();
  private readonly holders = new Map<number, number>();
  /** By the name of a lock: who took one that others took too, by function. */
  private readonly takers = new Map<number, { word: string; calls: Map<number, string> }>();
  private readonly words = new Map<Addr, Past[]>();
  private readonly choices: number[] = [];
  /** Per step: how long the log of `undo` was. */
  private readonly begins: number[] = [];

  constructor(actors: number) {
    this.clocks = new Clocks(actors, this.undo);
  }

  take({ actor, events }: Step): void {
    this.begins.push(this.undo.length);
    this.choices.push(actor);
    for (const event of events) this.event(actor, event);
  }
  undoTo(depth: number): void {
    if (depth >= this.choices.length) return;
    this.undo.backTo(must(this.begins[depth], "begin"));
    this.begins.length = this.choices.length = depth;
  }

  /** A number of all that later meetings depend on. */
  digest(): number {
    let digest = this.clocks.digest();
    for (const [addr, all] of this.words) {
      for (const { actor, site, clock } of all) digest = (digest + mixed(addr, actor + 16 * site.id, clock)) | 0;
    }
    return digest;
  }

  private event(actor: number, event: Event): void {
    const { clocks } = this;
    switch (event.what) {
      case "access": {
        const { site, addr, under, frame } = event;
        if (frame >= 0) clocks.hearOfFrame(actor, frame);
        this.access(actor, site, addr, under);
        if (frame >= 0) clocks.tellOfFrame(actor, frame);
        break;
      }
      case "free":
        for (let addr = event.start; addr < event.start + event.bytes; addr += 4) {
          const past = this.words.get(addr);
          if (past !== undefined) this.meet(past, actor, event.site, addr, 0);
        }
        break;
      case "acquire":
        this.took(actor, event);
        clocks.acquire(actor, event.lock);
        break;
      case "acquire-shared":
        this.took(actor, event);
        clocks.acquireShared(actor, event.lock);
        break;
      case "load":
        clocks.acquireShared(actor, event.lock);
        break;
      case "release":
        clocks.release(actor, event.lock);
        break;
      case "release-shared":
        clocks.releaseShared(actor, event.lock);
        break;
      case "store":
        clocks.publish(actor, event.lock);
        break;
      case "order":
        clocks.acquireShared(actor, event.lock);
        clocks.publish(actor, event.lock);
        break;
      case "enter":
        this.took(actor, event);
        break;
      case "leave":
        clocks.tick(actor);
    }
  }

  private took(actor: number, { lock, site }: { lock: number; site: Site }): void {
    const before = this.holders.get(lock) ?? actor;
    if (before !== actor) this.shared.add(lock);
    this.holders.set(lock, before);
    const { calls } = this.takers.get(lock) ?? { calls: new Map<number, string>() };
    if (calls.size === 0) this.takers.set(lock, { word: site.word, calls });
    if (!calls.has(actor)) calls.set(actor, callOf(site));
  }

  /** Locks by name; of each the functions in which actors took one and the same, of those the most. */
  users(): Map<string, string[]> {
    const users = new Map<string, string[]>();
    for (const { word, calls } of this.takers.values()) {
      if (calls.size > (users.get(word)?.length ?? 0)) users.set(word, [...calls.values()]);
    }
    return users;
  }

  private access(actor: number, site: Site, addr: Addr, under: number): void {
    let all = this.words.get(addr);
    if (all === undefined) {
      all = [];
      this.words.set(addr, all);
    }
    const now = must(this.clocks.of[actor]?.[actor], "clock");
    let mine: Past | undefined;
    for (const past of all) if (past.actor === actor && past.site === site && past.under === under) mine = past;
    this.meet(all, actor, site, addr, under);
    if (mine === undefined) this.undo.push(all, { actor, site, under, clock: now });
    else if (mine.clock !== now) this.undo.set(mine, "clock", now);
  }

  private meet(all: readonly Past[], actor: number, site: Site, addr: Addr, under: number): void {
    const known = must(this.clocks.of[actor], "clock");
    for (const past of all) {
      if (past.actor === actor || past.clock <= must(known[past.actor], "clock")) continue;
      if (!(past.site.stores || site.stores) || commute(past.site.access, site.access)) continue;
      // Of two that hold one lock which the machine has not, either comes first as a whole.
      if ((past.under & under) !== 0) continue;
      // What was made ready before it was published through this very word is known to whoever finds it there.
      if (isPlain(past.site) && hears(site) && this.isPublished(past, addr, site)) continue;
      if (!isLock(past.site) && !isLock(site)) {
        this.keep(this.contended, past.site.id, past.site, site, addr);
        this.keep(this.contended, site.id, past.site, site, addr);
      }
      if (!isPlain(past.site) && !isPlain(site)) continue;
      this.keep(this.races, past.site.id * 0x100000 + site.id, past.site, site, addr);
    }
  }
  private isPublished(past: Past, addr: Addr, { access }: Site): boolean {
    return past.clock <= must(this.clocks.handedOn(lockAt(addr, bitOf(access)))[past.actor], "clock");
  }

  /** The shortest of those that were met. */
  private keep(all: Map<number, Meeting>, key: number, first: Site, second: Site, addr: Addr): void {
    const known = all.get(key);
    if (known !== undefined && known.choices.length <= this.choices.length) return;
    all.set(key, { first, second, addr, choices: [...this.choices] });
  }
}

function isPlain({ access }: Site): boolean {
  return kindOf(access) === PLAIN;
}
function isLock({ access }: Site): boolean {
  return kindOf(access) === LOCK_WORD;
}
function hears({ access }: Site): boolean {
  return kindOf(access) === ORDERED || kindOf(access) === LOAD_ACQUIRE;
}

/** Does their order make no difference to anybody? */
function commute(a: Access, b: Access): boolean {
  const [one, other] = [kindOf(a), kindOf(b)];
  if (one === COUNTER && other === COUNTER) return true;
  if (one === LOCK_WORD || other === LOCK_WORD) return one !== PLAIN && other !== PLAIN;
  return bitOf(a) >= 0 && bitOf(b) >= 0 && bitOf(a) !== bitOf(b);
}
