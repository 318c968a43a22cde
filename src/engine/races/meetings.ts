/**
 * Accesses of two actors to one word that nothing orders, one of them at least a store: they meet. If one is plain that is a data race. All that was met
 * so is kept, for movers.ts.
 */
import type { Access } from "../../../models/machine/access.ts";
import {
  bitOf,
  COUNTER,
  DATA_RACE,
  kindOf,
  LOAD_ACQUIRE,
  LOCK_WORD,
  ORDERED,
  PLAIN,
} from "../../../models/machine/access.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { must } from "../must.ts";
import { Clocks, mixed } from "./clocks.ts";
import { type Event, lockAt, type Site, type Step } from "./events.ts";
import { Holding, type LocksHeld } from "./holding.ts";
import { LockUsers } from "./lock_users.ts";
import { Undo } from "./undo.ts";

export interface Meeting {
  /** The earlier access, and the later one. */
  readonly first: Site;
  readonly second: Site;
  /** What each actor held. */
  readonly firstHeld: LocksHeld;
  readonly secondHeld: LocksHeld;
  readonly addr: Addr;
  /** Actors, one a step; the last step has the second access. */
  readonly choices: readonly number[];
}

/** The last access that a site made to a word, by one actor. */
interface Past {
  readonly actor: number;
  readonly site: Site;
  readonly under: number;
  readonly held: LocksHeld;
  clock: number;
}

export class Meetings {
  /** By both sites and what is held there: one meeting. */
  readonly met = new Map<string, Meeting>();
  /** Sites that meet another which is no lock. */
  readonly contended = new Set<number>();
  private readonly undo = new Undo();
  private readonly clocks: Clocks;
  private readonly holding: Holding;
  readonly users = new LockUsers();
  private readonly words = new Map<Addr, Past[]>();
  private readonly choices: number[] = [];
  /** Per step: how long the log of `undo` was. */
  private readonly begins: number[] = [];

  /** `frameOf`: of the struct page that has the word, or -1. */
  constructor(actors: number, frameOf: (addr: Addr) => number) {
    this.clocks = new Clocks(actors, this.undo);
    this.holding = new Holding(actors, this.undo, frameOf);
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
      for (const { actor, site, clock, held } of all) {
        digest = (digest + mixed(addr, actor + 16 * site.id, mixed(clock, held.id, 0))) | 0;
      }
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
          if (past !== undefined) this.meet(past, actor, event.site, addr, 0, this.holding.at(actor, addr));
        }
        break;
      case "acquire":
        this.users.took(actor, event);
        this.holding.take(actor, event);
        clocks.acquire(actor, event.lock);
        break;
      case "acquire-shared":
        this.users.took(actor, event);
        this.holding.take(actor, event);
        clocks.acquireShared(actor, event.lock);
        break;
      case "try":
        this.users.tried(actor, event);
        break;
      case "load":
        clocks.acquireShared(actor, event.lock);
        break;
      case "release":
        this.holding.take(actor, event);
        clocks.release(actor, event.lock);
        break;
      case "release-shared":
        this.holding.take(actor, event);
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
        this.users.took(actor, event);
        this.holding.take(actor, event);
        break;
      case "leave":
        this.holding.take(actor, event);
        clocks.tick(actor);
    }
  }

  private access(actor: number, site: Site, addr: Addr, under: number): void {
    let all = this.words.get(addr);
    if (all === undefined) {
      all = [];
      this.words.set(addr, all);
    }
    const now = must(this.clocks.of[actor]?.[actor], "clock");
    const held = this.holding.at(actor, addr);
    let mine: Past | undefined;
    for (const past of all) {
      if (past.actor === actor && past.site === site && past.under === under && past.held === held) mine = past;
    }
    this.meet(all, actor, site, addr, under, held);
    if (mine === undefined) this.undo.push(all, { actor, site, under, held, clock: now });
    else if (mine.clock !== now) this.undo.set(mine, "clock", now);
  }

  private meet(all: readonly Past[], actor: number, site: Site, addr: Addr, under: number, held: LocksHeld): void {
    const known = must(this.clocks.of[actor], "clock");
    for (const past of all) {
      if (past.actor === actor || past.clock <= must(known[past.actor], "clock")) continue;
      if (!(past.site.stores || site.stores) || commute(past.site.access, site.access)) continue;
      // Of two that hold one lock which the machine has not, either comes first as a whole.
      if ((past.under & under) !== 0) continue;
      // What was made ready before it was published through this very word is known to whoever finds it there.
      if (isPlain(past.site) && hears(site) && this.isPublished(past, addr, site)) continue;
      const isOfLock = isLock(past.site) || isLock(site);
      if (!isOfLock) this.contended.add(past.site.id).add(site.id);
      if (!isOfLock || isRace(past.site, site)) this.keep(past, site, held, addr);
    }
  }
  private isPublished(past: Past, addr: Addr, { access }: Site): boolean {
    return past.clock <= must(this.clocks.handedOn(lockAt(addr, bitOf(access)))[past.actor], "clock");
  }

  /** The shortest of those that were met. */
  private keep({ site: first, held: firstHeld }: Past, second: Site, secondHeld: LocksHeld, addr: Addr): void {
    const key = `${first.id} ${firstHeld.id} ${second.id} ${secondHeld.id}`;
    const known = this.met.get(key);
    if (known !== undefined && known.choices.length <= this.choices.length) return;
    this.met.set(key, { first, second, firstHeld, secondHeld, addr, choices: [...this.choices] });
  }
}

/** Which KCSAN reports: C calls it a data race, and neither side says that it may be one. */
export function isRace(first: Site, second: Site): boolean {
  return (isPlain(first) || isPlain(second)) && !isMeant(first) && !isMeant(second);
}
function isMeant({ access }: Site): boolean {
  return kindOf(access) === DATA_RACE;
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
