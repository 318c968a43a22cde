/** Zones, their counters and their pageblocks. include/linux/mmzone.h, cut to what a movable page can change. */
import type { Kernel } from "./kernel.ts";
import { embed, int, struct, word } from "./layout.ts";
import { ListHead } from "./list.ts";
import { Lock } from "./lock.ts";

/** Orders 0 .. 10, as on x86-64. */
export const NR_PAGE_ORDERS = 11;

export class Zone extends struct("struct zone", {
  start_pfn: word,
  end_pfn: word,
  /** Pages that the buddy allocator manages: a ballooned page is not one of them. */
  managed_pages: word,
  present_pages: word,
  /** Pages of zsmalloc. */
  NR_ZSPAGES: word,
}) {
  name = "";
}

/** The one node: statistics (enum node_stat_item), the LRU list, and what memory hotplug needs. */
export class Node extends struct("struct pglist_data", {
  NR_ISOLATED_ANON: word,
  NR_ISOLATED_FILE: word,
  lru: embed(ListHead),
  /** Taken only where somebody keeps it too long: what needs it is one step of the model. */
  lru_lock: embed(Lock),
  /** Held for writing while a block goes offline. */
  mem_hotplug_lock: embed(Lock),
  /** Whom memory_notify() tells. */
  memory_chain: embed(ListHead),
  /** Whom out_of_memory() asks. */
  oom_notify_list: embed(ListHead),
  /** Of a file system. Reclaim waits for it, and so may whoever allocates. */
  fs_lock: embed(Lock),
}) {}

/** In the order of their frames. */
export function for_each_zone(k: Kernel): Iterable<Zone> {
  return k.zones;
}

/** Event counters of /proc/vmstat (enum vm_event_item). They never go down. */
export class VmEvents extends struct("vm_event_states", {
  BALLOON_INFLATE: word,
  BALLOON_DEFLATE: word,
  BALLOON_MIGRATE: word,
  PGMIGRATE_SUCCESS: word,
  PGMIGRATE_FAIL: word,
}) {}

/** One word per pageblock. */
export class Pageblock extends struct("pageblock", { migratetype: int, skip: int }) {}
export const MIGRATE_MOVABLE = 1;
export const MIGRATE_ISOLATE = 5;

/** A unit of offlining. drivers/base/memory.c. `state`: MEM_ONLINE, MEM_GOING_OFFLINE or MEM_OFFLINE. */
export class MemoryBlock extends struct("struct memory_block", { state: word }) {}
export const MEM_ONLINE = 1 << 0;
