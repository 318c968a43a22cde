/** What is known of a list by the address of its head. */
import type { Kernel } from "../machine/kernel.ts";
import type { Addr } from "../machine/memory.ts";
import { pageblock_order } from "../machine/page_alloc.ts";
import { NO_HEAD, ON_NO_LIST } from "../machine/rings.ts";
import type { DeviceState } from "./devices.ts";

/**
 * `device`: a list of a driver's own object. `task`: on a task's stack, or the list that an actor keeps what it isolated on.
 * `lost`: memory that is no list head any more, or a ring without a head.
 */
export interface ListState {
  kind: "free" | "lru" | "device" | "task" | "other" | "lost";
  name: string;
  device?: string;
  task?: string;
}

const WORKSPACE = "pages isolated by ";
const RING: ListState = { kind: "lost", name: "a ring without a head" };

export class Lists {
  private readonly k: Kernel;
  private readonly fixed = new Map<Addr, ListState>();
  private readonly known = new Map<Addr, ListState>();

  constructor(k: Kernel) {
    this.k = k;
    this.fixed.set(k.node.lru.addr, { kind: "lru", name: "the LRU" });
    for (const zone of k.zones) {
      for (let order = 0; order <= pageblock_order(k); order++) {
        for (const isolated of [false, true]) {
          const { addr } = k.freeArea(zone, order, isolated).free_list;
          this.fixed.set(addr, { kind: "free", name: `free list ${order} of ${zone.name}` });
        }
      }
    }
  }

  at(head: Addr, devices: readonly DeviceState[]): ListState | null {
    if (head === ON_NO_LIST) return null;
    if (head === NO_HEAD) return RING;
    const known = this.fixed.get(head) ?? this.known.get(head);
    if (known) return known;
    const list = this.describe(head, devices);
    this.known.set(head, list);
    return list;
  }

  /** An object came to life or died: another list may be at the same address. */
  forget(): void {
    this.known.clear();
  }

  private describe(head: Addr, devices: readonly DeviceState[]): ListState {
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
