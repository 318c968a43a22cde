/** Which list each page is on. `page->lru` is in one ring at most, so the way from a page along its ring ends at the head. */
import type { Kernel } from "../machine/kernel.ts";
import { offsetOf } from "../machine/layout.ts";
import { type Addr, NULL_END } from "../machine/memory.ts";
import { PAGE_STRUCT_BYTES, Page } from "../machine/page.ts";
import { pageblock_order } from "../machine/page_alloc.ts";
import type { DeviceState } from "./devices.ts";
import type { PageState } from "./state.ts";

/**
 * `device`: a list of a driver's own object. `task`: on a task's stack, or the list that an actor keeps what it isolated on.
 * `lost`: memory that is no list head any more, or a ring without a head.
 */
export interface ListState {
  kind: "free" | "lru" | "device" | "task" | "other" | "lost";
  head: Addr;
  name: string;
  device?: string;
  task?: string;
  pages: PageState[];
}

const LRU = offsetOf(Page, "lru");
const WORKSPACE = "pages isolated by ";

export class ListReader {
  private readonly k: Kernel;
  private readonly known = new Map<Addr, Pick<ListState, "kind" | "name">>();

  constructor(k: Kernel) {
    this.k = k;
    this.known.set(k.node.lru.addr, { kind: "lru", name: "the LRU" });
    for (const zone of k.zones) {
      for (let order = 0; order <= pageblock_order(k); order++) {
        for (const isolated of [false, true]) {
          const { addr } = k.freeArea(zone, order, isolated).free_list;
          this.known.set(addr, { kind: "free", name: `free list ${order} of ${zone.name}` });
        }
      }
    }
  }

  /** Sets `list` of every page. */
  read(pages: PageState[], devices: DeviceState[]): ListState[] {
    const lists = new Map<Addr, ListState>();
    const path: PageState[] = [];
    for (const page of pages) {
      if (page.list !== null || !this.linked(page)) continue;
      path.length = 0;
      let list: ListState | null = null;
      for (let at: PageState = page; list === null; ) {
        path.push(at);
        const successor = this.pageAt(pages, at.next);
        if (successor === null) list = this.list(lists, at.next, devices);
        else if (successor.list !== null) list = successor.list;
        else if (path.length > pages.length) list = { kind: "lost", head: 0, name: "a ring without a head", pages: [] };
        else at = successor;
      }
      for (const each of path) {
        if (each.list === null) list.pages.push(each);
        each.list = list;
      }
    }
    return [...lists.values()];
  }

  /** Neither poisoned nor alone. */
  private linked(page: PageState): boolean {
    return page.next >= NULL_END && page.next !== page.page.addr + LRU;
  }

  private pageAt(pages: PageState[], link: Addr): PageState | null {
    const offset = link - this.k.memory.mem_map;
    return offset >= 0 ? (pages[Math.floor(offset / PAGE_STRUCT_BYTES)] ?? null) : null;
  }

  private list(lists: Map<Addr, ListState>, head: Addr, devices: DeviceState[]): ListState {
    const known = lists.get(head);
    if (known) return known;
    const list = { head, pages: [], ...this.describe(head, devices) };
    lists.set(head, list);
    return list;
  }

  private describe(head: Addr, devices: DeviceState[]): Omit<ListState, "head" | "pages"> {
    const known = this.known.get(head);
    if (known) return known;
    for (const { name, addr, shape } of devices) {
      if (head >= addr && head < addr + shape.size)
        return { kind: "device", name: `the list of ${name}`, device: name };
    }
    const { k } = this;
    if (!k.memory.isLive(head)) return { kind: "lost", name: `0x${head.toString(16)}, which is no list any more` };
    const object = k.heap.find(head);
    const field = object?.layout.fields.find(({ offset }) => offset === head - object.addr)?.name;
    const plain = object?.layout.name === "struct list_head" || field === "list" ? "" : ` ${field}`;
    const name = `${object?.name}${plain}`;
    if (name.startsWith(WORKSPACE)) return { kind: "task", name, task: name.slice(WORKSPACE.length) };
    const task = k.tasks.find(({ addr, stack_end }) => head > addr && head < stack_end);
    return task ? { kind: "task", name, task: task.name } : { kind: "other", name };
  }
}
