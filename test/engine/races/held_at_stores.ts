/**
 * The table of locks by brute force: every order of a scenario from its first step, one after the other, and at each store a look at the locks themselves, as they
 * lie in the memory. Who has one is told by whose step it was in which its word changed. No code of the analysis or the explorer is in it.
 */
import type { Era, Release } from "../../../models/era.ts";
import { type Access, kindOf, LOCK_WORD, RELEASE_SHARED } from "../../../models/machine/access.ts";
import { Fault } from "../../../models/machine/fault.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Layout } from "../../../models/machine/layout.ts";
import { NULL_END } from "../../../models/machine/memory.ts";
import { type Call, LRU_LOCK, type Monitor, WORKER_LOCK, ZONE_LOCK } from "../../../models/machine/monitor.ts";
import { Page } from "../../../models/machine/page.ts";
import { PG_locked } from "../../../models/machine/page-flags.ts";
import { must } from "../../../src/engine/must.ts";
import { bootMachine, createActors, type Prepared } from "../../../src/engine/run/prepare.ts";
import type { Scenario } from "../../../src/engine/scenario/scenario.ts";

/** `held`: at every store so far. */
interface Row {
  held: Set<string>;
  stores: Set<string>;
}
export interface Seen {
  words: Map<string, Row>;
  /** By lock: pairs of functions, each run by another actor, that took the same one. */
  pairs: Map<string, Set<string>>;
  orders: number;
}

const MACHINE_LOCKS = new Map([
  [ZONE_LOCK, "zone->lock"],
  [LRU_LOCK, "lruvec->lru_lock"],
  [WORKER_LOCK, "worker_pool->lock"],
]);
const machineLock = (bits: number) => must(MACHINE_LOCKS.get(bits), "lock of the machine");
const STRUCT_PAGE = 64;
/** `bit`: that alone is the lock. `counts`: -1 for a writer, or how many readers. */
interface Kind {
  readonly bit?: number;
  readonly counts?: true;
}
/** Structs of one word that is a lock, or may be one: that of a handle is if somebody takes it. */
const LOCKS: Readonly<Record<string, Kind>> = {
  lock: {},
  rwlock_t: { counts: true },
  "struct rw_semaphore": { counts: true },
  zs_handle: { bit: 0 },
};
/** Known by the field that they are, not by their own name. */
const INNER = ["struct list_head", "lock", "rwlock_t", "struct rw_semaphore"];

interface Lock {
  readonly name: string;
  /** The address of its page; null: it's no page lock. */
  readonly page: number | null;
  readonly kind: Kind;
  value: number;
  /** By actor: as one of several readers? */
  readonly holders: Map<number, boolean>;
}
/** By actor, functions that took a lock. */
type Takers = Map<number, Set<string>>;

/** Returns what is so in all orders. Whoever names a scenario sees to it that there are not too many. */
export function heldAtStores(scenario: Scenario, era: Era, release: Release): Seen {
  const { k, pages } = bootMachine(scenario, era, release, scenario.without);
  const start = createActors(scenario, { k, pages });
  const snapshot = k.memory.snapshot();
  const words = new Map<string, Row>();
  const takers = new Map<number, { name: string; by: Takers }>();
  // Of each step of the order, who takes it and who else can.
  const path: { chosen: number; others: number[] }[] = [];
  let orders = 0;
  do {
    k.memory.monitor = null;
    k.memory.restore(snapshot);
    const witness = new Witness(k, words, takers);
    k.memory.monitor = witness;
    const { actors, ...scheduler } = startedWith(start());
    orders++;
    for (let depth = 0; ; depth++) {
      const [first, ...others] = [...actors.keys()].filter((each) => actors[each]?.ready);
      if (first === undefined) break;
      path[depth] ??= { chosen: first, others };
      witness.actor = must(path[depth], "choice").chosen;
      const goesOn = scheduler.run(witness.actor);
      witness.look();
      if (!goesOn) break;
    }
    while (path.at(-1)?.others.length === 0) path.pop();
    const last = path.at(-1);
    if (last) last.chosen = must(last.others.shift(), "other actor");
  } while (path.length > 0);
  const pairs = new Map<string, Set<string>>();
  for (const { name, by } of takers.values()) {
    const found = pairs.get(name) ?? new Set();
    pairs.set(name, found);
    for (const [one, mine] of by) {
      for (const [two, theirs] of by) {
        if (one < two) for (const a of mine) for (const b of theirs) found.add(a < b ? `${a} × ${b}` : `${b} × ${a}`);
      }
    }
  }
  return { words, pairs, orders };
}

function startedWith({ scheduler }: Prepared) {
  const { actors } = scheduler;
  /** False: the kernel crashes. */
  const run = (actor: number): boolean => {
    try {
      scheduler.run(must(actors[actor], "actor"));
      return true;
    } catch (error) {
      if (error instanceof Fault) return false;
      throw error;
    }
  };
  return { actors, run };
}

class Witness implements Monitor {
  call: Call | null = null;
  away = false;
  operation = null;
  actor = -1;
  private bits = 0;
  private readonly k: Kernel;
  private readonly words: Map<string, Row>;
  private readonly takers: Map<number, { name: string; by: Takers }>;
  private readonly locks = new Map<number, Lock>();
  /** By word, who came to it; the function that stored to it last. */
  private readonly visitors = new Map<number, Set<number>>();
  private readonly storers = new Map<number, string>();

  constructor(k: Kernel, words: Map<string, Row>, takers: Map<number, { name: string; by: Takers }>) {
    this.k = k;
    this.words = words;
    this.takers = takers;
  }

  begin(): void {
    this.call = null;
  }
  resume(): void {}
  tries(): void {}
  free(): void {}
  asks(): void {}

  get held(): number {
    return this.bits;
  }
  set held(bits: number) {
    if (this.bits === 0 && bits !== 0) this.took(-bits, machineLock(bits));
    this.bits = bits;
  }

  access(entry: number, access: Access): void {
    this.look();
    const [addr, stores] = [entry & ~1, (entry & 1) === 1];
    if (this.away || addr < NULL_END + 8) return;
    const { word, lock } = this.nameOf(addr);
    const kind = kindOf(access);
    const isOfLock = kind >= LOCK_WORD && kind <= RELEASE_SHARED;
    if (lock !== null && (isOfLock || lock.kind.bit === undefined) && !this.locks.has(addr)) {
      this.locks.set(addr, { ...lock, value: this.k.memory.peek(addr), holders: new Map() });
    }
    if (stores) this.storers.set(addr, this.caller);
    if (isOfLock) return;
    const visitors = this.visitors.get(addr) ?? new Set();
    this.visitors.set(addr, visitors.add(this.actor));
    if (!stores || visitors.size === 1) return;
    const held = this.heldFor(addr);
    const row = this.words.get(word);
    if (row === undefined) this.words.set(word, { held, stores: new Set([this.caller]) });
    else {
      for (const name of row.held) if (!held.has(name)) row.held.delete(name);
      row.stores.add(this.caller);
    }
  }

  /** What has become of the locks since the last look: whose step it is has done that. */
  look(): void {
    for (const [addr, lock] of this.locks) {
      const { value: old, kind, holders } = lock;
      const now = this.k.memory.peek(addr);
      if (now === old) continue;
      lock.value = now;
      const [was, is] = kind.bit === undefined ? [old, now] : [old & (1 << kind.bit), now & (1 << kind.bit)];
      if (was === is) continue;
      const isTaken = kind.counts ? is === -1 || (was !== -1 && is > was) : is !== 0;
      if (isTaken) {
        holders.set(this.actor, kind.counts === true && is > 0);
        this.took(addr, lock.name);
      } else if (kind.counts) holders.delete(this.actor);
      else holders.clear();
    }
  }

  private took(key: number, name: string): void {
    const lock = this.takers.get(key) ?? { name, by: new Map() };
    this.takers.set(key, lock);
    const functions = lock.by.get(this.actor) ?? new Set();
    lock.by.set(this.actor, functions.add(key < 0 ? this.caller : (this.storers.get(key) ?? this.caller)));
  }

  private heldFor(addr: number): Set<string> {
    const held = new Set<string>();
    for (const { name, page, holders } of this.locks.values()) {
      const shares = holders.get(this.actor);
      if (shares === undefined) continue;
      const isOwn = page !== null && addr >= page && addr < page + STRUCT_PAGE;
      held.add(page === null ? `${name}${shares ? " (for reading)" : ""}` : isOwn ? "page lock" : "a page lock");
    }
    if (this.bits !== 0) held.add(machineLock(this.bits));
    return held;
  }

  private get caller(): string {
    return this.call?.name ?? "a scenario's own step";
  }

  private nameOf(addr: number): { word: string; lock: Pick<Lock, "name" | "page" | "kind"> | null } {
    const { memory, heap } = this.k;
    if (addr >= memory.frames) return { word: "contents", lock: null };
    const page = addr - ((addr - memory.mem_map) % STRUCT_PAGE);
    if (addr >= memory.mem_map) {
      const { word } = wordAt(Page.layout, addr - page);
      return { word, lock: addr === page ? { name: "page lock", page, kind: { bit: PG_locked } } : null };
    }
    const object = must(heap.find(addr), "object");
    const { word, name, kind } = wordAt(object.layout, (addr - object.addr) % object.layout.size);
    const isLocal = object.name.includes(" of ") && INNER.includes(object.layout.name);
    return { word: isLocal ? "a list on a stack" : word, lock: kind ? { name, page: null, kind } : null };
  }
}

/** `name`: of the lock that the word is, if it is one of a `kind`. */
function wordAt(layout: Layout, offset: number, path = short(layout)): { word: string; name: string; kind?: Kind } {
  for (const field of layout.fields) {
    const within = offset - field.offset;
    if (within < 0 || within >= field.size) continue;
    if (!field.of)
      return { word: `${path}.${field.name}`, name: path, ...(LOCKS[layout.name] && { kind: LOCKS[layout.name] }) };
    const inner = field.of.layout;
    return wordAt(inner, within, INNER.includes(inner.name) ? `${path}.${field.name}` : short(inner));
  }
  return { word: path, name: path };
}

function short({ name }: Layout): string {
  return name.startsWith("struct ") ? name.slice(7) : name;
}
