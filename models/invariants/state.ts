/**
 * What the invariants look at: one picture of the machine after each step, with every page decoded, and the picture before it.
 * Made with loads that leave no footprint, and into the same objects again and again, because it is made after every step.
 */
import type { Kernel } from "../machine/kernel.ts";
import { PAGE_STRUCT_BYTES, Page, pfn_to_page } from "../machine/page.ts";
import { PG_locked } from "../machine/page-flags.ts";
import type { PageTypeName } from "../machine/page-type.ts";
import type { StepName } from "../steps.ts";
import { type DeviceState, deviceStates } from "./devices.ts";
import { ListReader, type ListState } from "./lists.ts";

const { fields } = Page.layout;
const word = (name: string) => fields.find((field) => field.name === name)?.offset as number;
const [FLAGS, LRU, MAPPING, INDEX, PRIVATE, TYPE, REFCOUNT] = [
  word("flags"),
  word("lru"),
  word("mapping"),
  word("index"),
  word("private"),
  word("page_type"),
  word("_refcount"),
] as [number, number, number, number, number, number, number];

/** One page. Raw words first, then what the era makes of them. */
export class PageState {
  readonly pfn: number;
  readonly page: Page;
  flags = 0;
  next = 0;
  prev = 0;
  mapping = 0;
  index = 0;
  private = 0;
  page_type = 0;
  refcount = 0;
  type: PageTypeName | undefined;
  locked = false;
  lru = false;
  poisoned = false;
  /** The bit that stands for "isolated", whatever the page is. */
  isolatedBit = false;
  /** The mark of a movable page, released or not. */
  marked = false;
  isolated = false;
  /** Marked, and its owner let go of it. */
  released = false;
  /** It had an owner at some time since it was free. */
  wasOwned = false;
  /** In the buddy allocator: the head of a free block, or covered by one. */
  free = false;
  /** The balloon that `private` names. */
  balloon: DeviceState | null = null;
  list: ListState | null = null;
  /** The task on whose list the page has been since it was isolated. */
  holder: string | null = null;
  /** References, and a page lock, that the scenario's own operations hold (users.ts). */
  held = 0;
  userLocked = false;

  constructor(k: Kernel, pfn: number) {
    this.pfn = pfn;
    this.page = pfn_to_page(k, pfn);
  }

  get owned(): boolean {
    return this.marked && !this.released;
  }
}

/** One moment. */
export interface Moment {
  readonly pages: PageState[];
  readonly events: number[];
  /** The tables of callbacks that are registered, where an era has a registry. */
  readonly registered: number[];
  /** Actors that wait for a page lock which they will keep, one bit each. */
  wanting: number;
}

export interface MachineState extends Moment {
  readonly k: Kernel;
  /** Before the step; null at the start. */
  before: Moment | null;
  devices: DeviceState[];
  lists: readonly ListState[];
  /** What each actor does next; null once it is done. */
  next: readonly (StepName | null)[];
}

const EVENTS = [
  "BALLOON_INFLATE",
  "BALLOON_DEFLATE",
  "BALLOON_MIGRATE",
  "PGMIGRATE_SUCCESS",
  "PGMIGRATE_FAIL",
] as const;
const REGISTRY = "registered movable_ops";

export class StateReader {
  private readonly k: Kernel;
  private readonly lists: ListReader;
  /** By steps; where nothing is undone, two take turns. */
  private readonly moments: Moment[] = [];
  private readonly undoes: boolean;
  private steps = -1;

  constructor(k: Kernel, undoes = false) {
    this.k = k;
    this.undoes = undoes;
    this.lists = new ListReader(k);
  }

  read(next: readonly (StepName | null)[]): MachineState {
    const before = this.steps < 0 ? null : this.moment();
    this.steps++;
    const now = this.moment();
    return this.k.memory.quietly(() => this.picture(now, before, next));
  }

  /** What was read after the first `steps` steps. */
  undoTo(steps: number): MachineState {
    this.steps = steps;
    return this.moment() as MachineState;
  }

  private moment(): Moment {
    const at = this.undoes ? this.steps : this.steps & 1;
    this.moments[at] ??= {
      pages: Array.from({ length: this.k.machine.pages }, (_, pfn) => new PageState(this.k, pfn)),
      events: EVENTS.map(() => 0),
      registered: [],
      wanting: 0,
    };
    return this.moments[at];
  }

  private picture(now: Moment, before: Moment | null, next: readonly (StepName | null)[]): MachineState {
    const { k } = this;
    now.wanting = before?.wanting ?? 0;
    const devices = deviceStates(k);
    for (const page of now.pages) this.decode(page, devices);
    this.markFree(now.pages);
    const lists = this.lists.read(now.pages, devices);
    for (const page of now.pages) {
      const was = before?.pages[page.pfn];
      page.holder = holderOf(page, was);
      page.wasOwned = page.marked && page.refcount > 0 && (page.owned || (was?.wasOwned ?? true));
      page.held = was?.held ?? 0;
      page.userLocked = was?.userLocked ?? false;
    }
    EVENTS.forEach((event, index) => {
      now.events[index] = k.events[event];
    });
    if (k.era.id === "flags") {
      const registry = k.symbol(REGISTRY);
      now.registered[0] = k.memory.peek(registry);
      now.registered[1] = k.memory.peek(registry + 8);
    }
    return Object.assign(now, { k, before, devices, lists, next });
  }

  private decode(to: PageState, devices: DeviceState[]): void {
    const { k } = this;
    const { memory, flags, era } = k;
    const { page } = to;
    const addr = memory.mem_map + to.pfn * PAGE_STRUCT_BYTES;
    to.flags = memory.peek(addr + FLAGS);
    to.next = memory.peek(addr + LRU);
    to.prev = memory.peek(addr + LRU + 8);
    to.index = memory.peek(addr + INDEX);
    to.private = memory.peek(addr + PRIVATE);
    to.page_type = memory.peek(addr + TYPE);
    to.refcount = memory.peek(addr + REFCOUNT);
    to.type = k.types.describe(to.page_type);
    // A slab uses the word for its list.
    to.mapping = to.type === "slab" ? 0 : memory.peek(addr + MAPPING);
    to.locked = (to.flags & (1 << PG_locked)) !== 0;
    to.lru = (to.flags & (1 << flags.PG_lru)) !== 0;
    to.poisoned = (to.flags & (1 << flags.PG_hwpoison)) !== 0;
    to.isolatedBit = (to.flags & (1 << flags.PG_reclaim)) !== 0;
    to.marked = to.type !== "slab" && era.movable(k, page);
    to.isolated = to.marked && to.isolatedBit;
    to.released = to.marked && era.released(k, page);
    to.free = false;
    to.list = null;
    to.balloon = null;
    if (to.private !== 0) {
      for (const device of devices) if (device.balloon?.addr === to.private) to.balloon = device;
    }
  }

  private markFree(pages: PageState[]): void {
    for (let pfn = 0; pfn < pages.length; pfn++) {
      const head = pages[pfn] as PageState;
      if (head.type !== "buddy") continue;
      const end = Math.min(pfn + (1 << head.private), pages.length);
      for (let each = pfn; each < end; each++) (pages[each] as PageState).free = true;
      pfn = Math.max(pfn, end - 1);
    }
  }
}

/** What of a state is not in the memory, but remembered from the steps that led to it. */
export function remembered({ pages, wanting }: Moment): string {
  let text = `${wanting}`;
  for (const { pfn, wasOwned, holder, held, userLocked } of pages) {
    if (wasOwned || held !== 0 || userLocked) text += ` ${pfn} ${wasOwned} ${holder} ${held} ${userLocked}`;
  }
  return text;
}

/** Nothing while the page is not isolated; the task stays the holder while the page is between two of its lists. */
function holderOf(page: PageState, before: PageState | undefined): string | null {
  if (!page.isolated) return null;
  return page.list?.task ?? (before?.isolated ? before.holder : null);
}
