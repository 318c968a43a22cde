/**
 * What no era changed in mm/memory_hotplug.c and drivers/base/memory.c: the way of a memory block offline. What must be
 * moved out of it, and how, differs by era and stands in each era's memory_hotplug.ts.
 */

import { EINTR, EINVAL, ENOENT } from "../era.ts";
import { BUG_ON } from "./bug.ts";
import type { Kernel } from "./kernel.ts";
import { embed, offsetOf, pointerTo, struct, type View } from "./layout.ts";
import { entries_safe, ListHead, list_add_tail } from "./list.ts";
import { mutex_lock, mutex_unlock } from "./lock.ts";
import { under, ZONE_LOCK } from "./monitor.ts";
import { page_count, pfn_to_page } from "./page.ts";
import { buddy_order, del_page_from_free_list, PageBuddy } from "./page_alloc.ts";
import { MEMORY_OFFLINE, test_pages_isolated, undo_isolate_page_range } from "./page_isolation.ts";
import { PageHWPoison } from "./page-flags.ts";
import { PGTY_offline } from "./page-type.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";
import { adjust_managed_page_count } from "./vmstat.ts";
import { MEM_ONLINE } from "./zone.ts";

/** include/linux/memory.h: states of a block, and actions that drivers are told of. */
export const MEM_GOING_OFFLINE = 1 << 1;
const MEM_OFFLINE = 1 << 2;
export const MEM_CANCEL_OFFLINE = 1 << 5;

/**
 * The kernel scans and migrates until the range is empty or a signal arrives. Here the signal arrives after this many rounds:
 * each one takes all that can be taken, so that a range that is not empty by then has something that will not go.
 */
const ROUNDS_UNTIL_SIGNAL = 5;

type Notifier = (k: Kernel, action: number, start: number, end: number, device: number) => void;

export class NotifierBlock extends struct("struct notifier_block", {
  list: embed(ListHead),
  notifier_call: pointerTo<Notifier>(),
  device: pointerTo<View>(),
}) {}

export function register_memory_notifier(block: NotifierBlock, device: View, call: Notifier): void {
  const { k } = block.memory;
  block.notifier_call = k.textAddress(call);
  block.device = device.addr;
  list_add_tail(block.list, k.node.memory_chain);
}

/** drivers/base/memory.c. */
const memory_notify = kernel("memory_notify", (k: Kernel, action: number, start: number, end: number): void => {
  for (const entry of entries_safe(k.node.memory_chain)) {
    const block = new NotifierBlock(k.memory, entry - offsetOf(NotifierBlock, "list"));
    k.call(block.notifier_call, "notifier_call")(k, action, start, end, block.device);
  }
});

export interface OfflineHooks {
  start_isolate_page_range(k: Kernel, start: number, end: number, purpose: typeof MEMORY_OFFLINE): Steps<number>;
  /** Frame of the next page that must leave; -ENOENT: none; -EBUSY: one that never will. */
  scan_movable_pages(k: Kernel, start: number, end: number): number;
  do_migrate_range(k: Kernel, start: number, end: number): Steps;
}

/** memory_subsys_offline(): -EINVAL for a block that is not online. One block at a time. */
export function* offline_memory_block(k: Kernel, number: number, hooks: OfflineHooks): Steps<number> {
  yield "offline:begin";
  const start = number * k.machine.block;
  if (!(start >= 0 && start < k.machine.pages)) return -EINVAL;
  const end = Math.min(start + k.machine.block, k.machine.pages);
  yield* mutex_lock(k.node.mem_hotplug_lock);
  const block = k.memoryBlock(number);
  let rc = -EINVAL;
  if (block.state === MEM_ONLINE) {
    block.state = MEM_GOING_OFFLINE;
    rc = yield* offline_pages(k, start, end, hooks);
    yield "offline:done";
    block.state = rc === 0 ? MEM_OFFLINE : MEM_ONLINE;
  }
  mutex_unlock(k.node.mem_hotplug_lock);
  return rc;
}

const offline_pages = kernel(
  "offline_pages",
  function* (k: Kernel, start: number, end: number, hooks: OfflineHooks): Steps<number> {
    const zone = k.zoneOf(start);
    if (zone.end_pfn < end) return -EINVAL;
    let rc = yield* hooks.start_isolate_page_range(k, start, end, MEMORY_OFFLINE);
    if (rc !== 0) return rc;
    yield "offline:notify";
    memory_notify(k, MEM_GOING_OFFLINE, start, end);
    rc = yield* empty_range(k, start, end, hooks);
    if (rc !== 0) {
      yield* undo_isolate_page_range(k, start, end);
      yield "offline:cancel";
      memory_notify(k, MEM_CANCEL_OFFLINE, start, end);
      return rc;
    }
    yield "offline:remove";
    __offline_isolated_pages(k, start, end);
    adjust_managed_page_count(pfn_to_page(k, start), start - end);
    zone.present_pages -= end - start;
    return 0;
  },
);

/** Failures to migrate are not fatal: the page is found again in the next round. */
function* empty_range(k: Kernel, start: number, end: number, hooks: OfflineHooks): Steps<number> {
  let found = start;
  for (let round = 0; round < ROUNDS_UNTIL_SIGNAL; round++) {
    yield "offline:scan";
    found = hooks.scan_movable_pages(k, found, end);
    if (found >= 0) {
      yield* hooks.do_migrate_range(k, found, end);
      continue;
    }
    if (found !== -ENOENT) return found;
    yield "offline:test";
    if (test_pages_isolated(k, start, end, MEMORY_OFFLINE) === 0) return 0;
    found = start;
  }
  return -EINTR;
}

/** mm/page_alloc.c. The range is isolated and empty. Its free blocks leave the buddy allocator; the rest was nobody's anyway. */
const __offline_isolated_pages = kernel(
  "__offline_isolated_pages",
  under(ZONE_LOCK, (k: Kernel, start: number, end: number): void => {
    for (let pfn = start; pfn < end; pfn++) {
      const page = pfn_to_page(k, pfn);
      const free = PageBuddy(page);
      // A poisoned page is not in the buddy allocator, and has a reference.
      if (!free && PageHWPoison(page)) continue;
      BUG_ON(page_count(page) !== 0, "page_count(page)");
      if (!free && k.types.test(page, PGTY_offline)) continue;
      BUG_ON(!free, "!PageBuddy(page)");
      const order = buddy_order(page);
      del_page_from_free_list(page, k.zoneOf(pfn), order, true);
      pfn += (1 << order) - 1;
    }
  }),
);

/** pfn_to_online_page(), as a question. */
export function pfn_is_online(k: Kernel, pfn: number): boolean {
  return k.memoryBlock(Math.floor(pfn / k.machine.block)).state !== MEM_OFFLINE;
}
