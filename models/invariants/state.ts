/**
 * What the invariants look at: the machine after each step, and the pages as they were before it. After a step only what it may have changed
 * is read, so that a step costs what it touches, however large the machine is. Read with loads that leave no footprint.
 */
import type { Kernel } from "../machine/kernel.ts";
import type { Addr } from "../machine/memory.ts";
import { Rings } from "../machine/rings.ts";
import {
  BALLOON_DEFLATE,
  BALLOON_INFLATE,
  BALLOON_MIGRATE,
  PGMIGRATE_FAIL,
  PGMIGRATE_SUCCESS,
} from "../machine/vmstat.ts";
import { VmEvents } from "../machine/zone.ts";
import type { StepName } from "../steps.ts";
import { affected, changesPool, ledTo, type Stores, storesOf, type Touched } from "./changed.ts";
import { type DeviceState, deviceStates, layoutOf, sameDevices } from "./devices.ts";
import { Leads } from "./leads.ts";
import { Lists } from "./lists.ts";
import { decodePage, isPlain, type PageState, plainPage } from "./page_state.ts";
import { Tally } from "./tally.ts";

/** What is no page. */
export interface Moment {
  /** What each actor does next; null once it is done. */
  next: readonly (StepName | null)[];
  devices: readonly DeviceState[];
  events: readonly number[];
  /** The tables of callbacks that are registered, where an era has a registry. */
  registered: readonly number[];
  /** Actors that wait for a page lock which they will keep, one bit each. */
  wanting: number;
}

export interface MachineState extends Moment {
  readonly k: Kernel;
  /** By frame: all but those that were free at the start, as free pages should be, and that nothing has touched since. */
  readonly pages: Map<number, PageState>;
  readonly tally: Tally;
  /** Pages that the step may have changed, as they were before it; all where nobody knows which. */
  was: Map<number, PageState>;
  before: Moment | null;
}

const EVENTS = [BALLOON_INFLATE, BALLOON_DEFLATE, BALLOON_MIGRATE, PGMIGRATE_SUCCESS, PGMIGRATE_FAIL] as const;

export class StateReader {
  /** As of the last read. */
  readonly state: MachineState;
  private readonly k: Kernel;
  private readonly undoes: boolean;
  private readonly lists: Lists;
  private readonly rings: Rings;
  private readonly leads: Leads;
  /** Where the words of a Moment are: from, to. */
  private readonly watched: readonly (readonly [Addr, Addr])[];
  /** What the step replaced, once somebody asks. */
  private old: ReadonlyMap<Addr, number> | null = null;
  /** Of each step that can be undone. */
  private readonly taken: { was: ReadonlyMap<number, PageState>; before: Moment; marks: boolean }[] = [];

  /** Before the first step. `undoes`: `undoTo` will be asked for. */
  constructor(k: Kernel, next: Moment["next"], undoes = false) {
    this.k = k;
    this.undoes = undoes;
    this.lists = new Lists(k);
    this.rings = new Rings(k);
    this.leads = new Leads(k);
    this.watched = placesOf(k);
    this.state = k.memory.quietly(() => {
      const tally = new Tally(k);
      const { devices, events, registered } = wordsOf(k);
      return {
        k,
        pages: new Map(),
        tally,
        was: new Map(),
        before: null,
        next,
        devices,
        events,
        registered,
        wanting: 0,
      };
    });
    k.memory.quietly(() => this.readAll(() => undefined));
  }

  /** After a step, with what it touched; null: that is not known, and all is read. */
  read(next: Moment["next"], touched: Touched | null): MachineState {
    const { k, state } = this;
    const { devices, events, registered, wanting } = state;
    state.before = { next: state.next, devices, events, registered, wanting };
    state.was = new Map();
    this.old = null;
    state.next = next;
    const stores = touched && (touched.stores ?? storesOf(k, touched));
    const marks = touched === null || touched.marks.length > 0;
    k.memory.quietly(() => {
      if (stores === null || marks || this.isWatched(stores)) Object.assign(state, wordsOf(k));
      const known =
        touched !== null && stores !== null && sameDevices(devices, state.devices) && this.readWhat(touched, stores);
      if (known) return;
      this.rings.update(null);
      this.lists.forget();
      this.readAll((pfn) => this.before(pfn));
    });
    if (this.undoes) this.taken.push({ was: state.was, before: state.before, marks });
    return state;
  }

  /** Back to what was read after the first `steps` steps; the memory is back there already. */
  undoTo(steps: number): void {
    const pages = new Set<number>();
    let isMarked = false;
    for (let undone = this.taken.length; undone > steps; undone--) {
      const { was, before, marks } = this.taken.pop() as (typeof this.taken)[number];
      isMarked ||= marks;
      for (const page of was.values()) this.put(page);
      for (const pfn of was.keys()) pages.add(pfn);
      this.state.next = before.next;
      this.state.devices = before.devices;
      this.state.events = before.events;
      this.state.registered = before.registered;
      this.state.wanting = before.wanting;
    }
    this.rings.update(pages);
    if (isMarked) this.lists.forget();
  }

  private isWatched({ words }: Stores): boolean {
    for (const addr of words) for (const [from, to] of this.watched) if (addr >= from && addr < to) return true;
    return false;
  }

  /** Reads what may have changed; false: that cannot be told. */
  private readWhat(touched: Touched, stores: Stores): boolean {
    const { k, rings, leads, lists } = this;
    if (rings.anew) return false;
    if (touched.marks.length > 0) lists.forget();
    const more = ledTo(leads, stores, touched.marks);
    const moved = rings.update(stores.pages);
    if (more === null || !rings.sound || changesPool(this.state.devices, stores.words)) return false;
    for (const pfn of moved.keys()) more.add(pfn);
    for (const pfn of stores.pages) {
      const was = this.before(pfn);
      for (const each of affected(k, was, this.see(pfn, was))) more.add(each);
    }
    for (const pfn of more) if (!stores.pages.has(pfn)) this.see(pfn, this.before(pfn));
    return true;
  }

  private readAll(before: (pfn: number) => PageState | undefined): void {
    const { k, state, rings, lists } = this;
    for (let pfn = 0; pfn < k.machine.pages; pfn++) {
      const known = this.undoes || state.pages.has(pfn);
      if (known || !isPlain(k, pfn, lists.at(rings.head(pfn), state.devices))) this.see(pfn, before(pfn));
    }
  }

  private before(pfn: number): PageState {
    const { state } = this;
    return state.was.get(pfn) ?? state.pages.get(pfn) ?? this.plain(pfn);
  }

  private plain(pfn: number): PageState {
    this.old ??= this.k.memory.oldValues();
    return plainPage(this.k, pfn, this.old);
  }

  private see(pfn: number, was: PageState | undefined): PageState {
    const { k, state, lists, rings } = this;
    const list = lists.at(rings.head(pfn), state.devices);
    const page = decodePage(k, pfn, was, state.devices, { list, ...rings.beside(pfn) });
    if (was !== undefined) state.was.set(pfn, was);
    this.put(page);
    return page;
  }

  private put(page: PageState): void {
    const { pages, tally } = this.state;
    const old = pages.get(page.pfn);
    if (old !== undefined) {
      tally.count(old, -1);
      this.leads.remove(old);
    }
    pages.set(page.pfn, page);
    tally.count(page, 1);
    this.leads.add(page);
  }
}

function registryOf(k: Kernel): Addr | null {
  const { table } = k.era.way;
  return table === undefined ? null : k.symbol(table);
}

/** Of all that wordsOf() loads. */
function placesOf(k: Kernel): [Addr, Addr][] {
  const places: [Addr, Addr][] = [[k.events.addr, k.events.addr + VmEvents.layout.size]];
  for (const { device } of k.devices.values()) places.push([device.addr, device.addr + layoutOf(device).size]);
  const registry = registryOf(k);
  if (registry !== null) places.push([registry, registry + 16]);
  return places;
}

function wordsOf(k: Kernel): Pick<Moment, "devices" | "events" | "registered"> {
  const registry = registryOf(k);
  return {
    devices: deviceStates(k),
    events: EVENTS.map((event) => k.events[event]),
    registered: registry === null ? [] : [k.memory.peek(registry), k.memory.peek(registry + 8)],
  };
}

/** Did the last step leave what is remembered as it was? */
export function remembersTheSame({ was, pages, wanting, before }: MachineState): boolean {
  if (before !== null && before.wanting !== wanting) return false;
  for (const [pfn, old] of was) {
    const page = pages.get(pfn);
    if (page?.held !== old.held || page.wasOwned !== old.wasOwned) return false;
    if (page.holder !== old.holder || page.userLocked !== old.userLocked) return false;
  }
  return true;
}

/** What of a state is not in the memory, but remembered from the steps that led to it. */
export function remembered({ pages, wanting }: MachineState): string {
  let text = `${wanting}`;
  for (const { pfn, wasOwned, holder, held, userLocked } of pages.values()) {
    if (wasOwned || held !== 0 || userLocked) text += ` ${pfn} ${wasOwned} ${holder} ${held} ${userLocked}`;
  }
  return text;
}
