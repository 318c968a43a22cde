/** Hangs itself into a machine and writes down what each step does, as events. A step of a scenario is run once and known from then on, so this is too. */
import type { GuardName } from "../../../models/guards.ts";
import {
  ACQUIRE,
  ACQUIRE_SHARED,
  type Access,
  bitOf,
  kindOf,
  LOAD_ACQUIRE,
  LOCK_WORD,
  ORDERED,
  PLAIN,
  RELAXED,
  RELEASE,
  RELEASE_SHARED,
  STORE_RELEASE,
} from "../../../models/machine/access.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import {
  type Call,
  LRU_LOCK,
  type Monitor,
  POOL_LOCK,
  SLOTS_LOCK,
  WORKER_LOCK,
  ZONE_LOCK,
} from "../../../models/machine/monitor.ts";
import { type Pause, stepName } from "../../../models/machine/step.ts";
import { type Event, type LockEvent, lockAt, type Site, type Step } from "./events.ts";
import type { Sites } from "./sites.ts";
import { WordNames } from "./word_names.ts";

const LOCKING: Partial<Record<number, LockEvent>> = {
  [ACQUIRE]: "acquire",
  [ACQUIRE_SHARED]: "acquire-shared",
  [RELEASE]: "release",
  [RELEASE_SHARED]: "release-shared",
};

export class Recorder implements Monitor {
  call: Call | null = null;
  away = false;
  /** Steps that were run: known ones do not come here. */
  runs = 0;
  readonly guards = new Set<GuardName>();
  private locks = 0;
  private doing: string | null = null;
  private group = 0;
  private groups = 0;
  private step = "";
  private innermost = "";
  private goesOn = false;
  private events: Event[] = [];
  /** Locks that were looked at and not taken. Whoever waits for it looks again, and whoever does something else has only tried. */
  private readonly seenBusy = new Map<number, Extract<Event, { what: "busy" }>>();
  /** After a wait for a lock an actor is still in the step before it. */
  private readonly places = new WeakMap<object, { step: string; call: string }>();
  private actor: object = this;
  private readonly names: WordNames;
  private readonly sites: Sites;

  constructor(k: Kernel, sites: Sites) {
    this.names = new WordNames(k);
    this.sites = sites;
  }

  begin(actor: object, pause: Pause): void {
    this.runs++;
    this.call = null;
    this.away = false;
    this.locks = this.group = 0;
    this.doing = null;
    this.events = [];
    this.seenBusy.clear();
    this.actor = actor;
    const name = stepName(pause);
    const before = this.places.get(actor);
    this.goesOn = name.startsWith("lock:") && before !== undefined;
    const place = this.goesOn && before !== undefined ? before : { step: name, call: "" };
    this.step = place.step;
    this.innermost = place.call;
    this.places.set(actor, place);
    if (typeof pause !== "string") this.events.push({ what: "load", lock: lockAt(pause.on, -1) });
  }

  resume({ name }: Call): void {
    if (this.goesOn) return;
    this.innermost = name;
    this.places.set(this.actor, { step: this.step, call: name });
  }

  get held(): number {
    return this.locks;
  }
  set held(locks: number) {
    const [begins, ends] = [this.locks === 0 && locks !== 0, this.locks !== 0 && locks === 0];
    const lock = this.locks | locks;
    this.locks = locks;
    if (!begins && !ends) return;
    // No address is below zero.
    this.lock(begins ? "enter" : "leave", -lock, lockName(lock) ?? "locks");
    if (this.doing === null) this.group = begins ? ++this.groups : 0;
  }
  get operation(): string | null {
    return this.doing;
  }
  set operation(name: string | null) {
    if (this.doing === null && name !== null) this.group = ++this.groups;
    else if (name === null) this.group = 0;
    this.doing = name;
  }

  access(entry: number, access: Access): void {
    const addr = entry & ~1;
    // The first word of the heap is the model's own.
    if (this.away || addr < FIRST_WORD) return;
    const kind = kindOf(access);
    const stores = (entry & 1) === 1;
    if (kind >= LOCK_WORD && kind <= RELEASE_SHARED) this.lockWord(addr, stores, kind, bitOf(access));
    else this.word(addr, stores, kind, access);
  }

  private word(addr: Addr, stores: boolean, kind: number, access: Access): void {
    const loaded = this.events.at(-1);
    const loads =
      stores && kind >= RELAXED && loaded?.what === "access" && loaded.addr === addr && loaded.site.access === access;
    if (loads) this.events.pop();
    const site = this.site(this.names.nameOf(addr), !stores || loads, stores, access);
    this.push(addr, site);
    if (stores && kind === ORDERED) this.events.push({ what: "order", lock: lockAt(addr, bitOf(access)) });
    if (stores && kind === STORE_RELEASE) this.events.push({ what: "store", lock: lockAt(addr, -1) });
    if (!stores && kind === LOAD_ACQUIRE) this.events.push({ what: "load", lock: lockAt(addr, bitOf(access)) });
  }

  /** A bit of a word that others use too must be seen: who stores the whole word plainly can lose it. */
  private lockWord(addr: Addr, stores: boolean, kind: number, bit: number): void {
    const what = LOCKING[kind];
    const lock = lockAt(addr, bit);
    const word = this.names.nameOf(addr);
    if (bit >= 0) this.push(addr, this.site(word, !stores, stores, LOCK_WORD));
    if (what === undefined && !stores) this.looksAt(lock, word);
    if (!stores || what === undefined) return;
    this.seenBusy.delete(lock);
    this.lock(what, lock, word);
  }
  private looksAt(lock: number, word: string): void {
    if (this.seenBusy.has(lock)) return;
    const { group, doing: name } = this;
    this.seenBusy.set(lock, { what: "busy", lock, site: this.site(word, true, false, LOCK_WORD), group, name });
  }
  /** It goes on without the locks that it found taken. */
  private goesOnWithout(): void {
    if (this.seenBusy.size === 0) return;
    this.events.push(...this.seenBusy.values());
    this.seenBusy.clear();
  }
  private lock(what: LockEvent, lock: number, word: string): void {
    const site = this.site(word, false, true, LOCK_WORD);
    this.goesOnWithout();
    this.events.push({ what, lock, site, group: this.group, name: this.doing });
  }

  /** Somebody may want to look at the moment. */
  protected push(addr: Addr, site: Site): void {
    if (kindOf(site.access) !== LOCK_WORD) this.goesOnWithout();
    const { locks: under, group, doing: name } = this;
    const last = this.events.at(-1);
    if (last?.what === "access" && last.addr === addr && last.site === site && last.group === group) return;
    this.events.push({
      what: "access",
      site,
      addr,
      under,
      frame: under === 0 ? -1 : this.names.frameOf(addr),
      group,
      name,
    });
  }

  tries(addr: Addr, bit: number, isShared: boolean): void {
    this.events.push({ what: "try", lock: lockAt(addr, bit), isShared });
  }

  asks(guard: GuardName): void {
    this.guards.add(guard);
  }

  free(start: Addr, bytes: number): void {
    if (bytes === 0 || this.away) return;
    const site = this.site(this.names.nameOf(start).replace(/\..*/, ""), false, true, PLAIN);
    this.events.push({ what: "free", start, bytes, site });
  }

  private site(word: string, loads: boolean, stores: boolean, access: Access): Site {
    return this.sites.at(word, this.call, this.step, { loads, stores }, access);
  }

  protected get latest(): Event | undefined {
    return this.events.at(-1);
  }

  /** Of the actor that ran last. `most`: events. `waits`: for the lock that it saw last. */
  taken(actor: number, { most, waits }: { most?: number | undefined; waits: boolean }): Step {
    if (!waits) this.goesOnWithout();
    return { actor, step: this.step, call: this.innermost, events: this.events.slice(0, most) };
  }
}

/** Of the machine's own locks, by their bits. */
const NAMES: Partial<Record<number, string>> = {
  [ZONE_LOCK]: "zone->lock",
  [LRU_LOCK]: "lruvec->lru_lock",
  [POOL_LOCK]: "z3fold_pool->lock",
  [SLOTS_LOCK]: "z3fold_buddy_slots->lock",
  [WORKER_LOCK]: "worker_pool->lock",
};

/** Undefined: none of them. */
export function lockName(bit: number): string | undefined {
  return NAMES[bit];
}

const FIRST_WORD = 0x1008;
