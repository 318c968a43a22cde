/** One page as the invariants see it, decoded with loads that leave no footprint. */
import { FRAME_BYTES } from "../machine/config.ts";
import type { Kernel } from "../machine/kernel.ts";
import { offsetOf } from "../machine/layout.ts";
import type { Addr } from "../machine/memory.ts";
import { PAGE_STRUCT_BYTES, Page, pfn_to_page } from "../machine/page.ts";
import { isFree } from "../machine/page_alloc.ts";
import { PG_locked } from "../machine/page-flags.ts";
import { type PageTypeName, PGTY_buddy, PGTY_slab } from "../machine/page-type.ts";
import type { DeviceState } from "./devices.ts";
import type { ListState } from "./lists.ts";

const FLAGS = offsetOf(Page, "flags");
const LRU = offsetOf(Page, "lru");
const MAPPING = offsetOf(Page, "mapping");
const INDEX = offsetOf(Page, "index");
const PRIVATE = offsetOf(Page, "private");
const TYPE = offsetOf(Page, "page_type");
const REFCOUNT = offsetOf(Page, "_refcount");

/** Raw words first, then what the era makes of them. */
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
  /** The first word of the frame, where frames have contents: z3fold keeps a pointer there. */
  content = 0;
  type: PageTypeName | undefined;
  locked = false;
  lru = false;
  poisoned = false;
  /** The flag that stands for "isolated" where an era has one, whatever the page is. */
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
  /** The object that it says it belongs to; 0: none. */
  owner = 0;
  /** The balloon that this is. */
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

/** The words alone. `load`: the memory as it was at another moment. */
function rawPage(k: Kernel, pfn: number, load = (addr: Addr) => k.memory.peek(addr)): PageState {
  const page = new PageState(k, pfn);
  const { addr } = page.page;
  page.flags = load(addr + FLAGS);
  page.index = load(addr + INDEX);
  page.private = load(addr + PRIVATE);
  page.page_type = load(addr + TYPE);
  page.refcount = load(addr + REFCOUNT);
  page.type = k.types.describe(page.page_type);
  // A slab uses the word for its list.
  page.mapping = page.type === PGTY_slab ? 0 : load(addr + MAPPING);
  if (k.machine.contents) page.content = load(k.memory.frames + pfn * FRAME_BYTES);
  return page;
}

/** `was`: the same page before, where it is known; some things about a page are remembered, not written down. */
export function decodePage(
  k: Kernel,
  pfn: number,
  was: PageState | undefined,
  devices: readonly DeviceState[],
  at: { list: ListState | null; next: Addr; prev: Addr },
): PageState {
  const { flags, era } = k;
  const to = rawPage(k, pfn);
  to.locked = (to.flags & (1 << PG_locked)) !== 0;
  to.lru = (to.flags & (1 << flags.PG_lru)) !== 0;
  to.poisoned = (to.flags & (1 << flags.PG_hwpoison)) !== 0;
  to.isolatedBit = (to.flags & (1 << flags.PG_reclaim)) !== 0;
  to.marked = to.type !== PGTY_slab && era.movable(to.page);
  to.isolated = to.marked && era.isolated(to.page);
  to.released = to.marked && era.released(to.page);
  to.free = isFree(to.page);
  to.owner = era.owner(to.page);
  if (to.owner !== 0) {
    for (const device of devices) if (device.balloon?.addr === to.owner) to.balloon = device;
  }
  to.list = at.list;
  to.next = at.next;
  to.prev = at.prev;
  to.holder = holderOf(to, was);
  to.wasOwned = to.marked && to.refcount > 0 && (to.owned || (was?.wasOwned ?? true));
  to.held = was?.held ?? 0;
  to.userLocked = was?.userLocked ?? false;
  return to;
}

/** Nothing while the page is not isolated; the task stays the holder while the page is between two of its lists. */
function holderOf(page: PageState, before: PageState | undefined): string | null {
  if (!page.isolated) return null;
  return page.list?.task ?? (before?.isolated ? before.holder : null);
}

/** Is it free, and as a free page should be? Then no rule has anything to say about it. */
export function isPlain(k: Kernel, pfn: number, list: ListState | null): boolean {
  const { memory } = k;
  const addr = memory.mem_map + pfn * PAGE_STRUCT_BYTES;
  const used = memory.peek(addr + REFCOUNT) | memory.peek(addr + FLAGS) | memory.peek(addr + MAPPING);
  if (used !== 0 || (list !== null && list.kind !== "free")) return false;
  const type = k.types.describe(memory.peek(addr + TYPE));
  const fits =
    type === PGTY_buddy ? list !== null : type === undefined && list === null && memory.peek(addr + PRIVATE) === 0;
  return fits && isFree(pfn_to_page(k, pfn));
}

/** What a plain page was, before a step replaced `old` values in the memory. */
export function plainPage(k: Kernel, pfn: number, old: ReadonlyMap<Addr, number>): PageState {
  const load = (addr: Addr) => old.get(addr) ?? k.memory.peek(addr);
  const page = rawPage(k, pfn, load);
  page.next = load(page.page.addr + LRU);
  page.prev = load(page.page.addr + LRU + 8);
  page.free = true;
  return page;
}
