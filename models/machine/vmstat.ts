/** Counters that kernel code changes: vmstat events, node statistics, managed pages. */
import { count } from "./access.ts";
import { atomic } from "./atomic.ts";
import type { Kernel } from "./kernel.ts";
import type { Page } from "./page.ts";
import { kernel } from "./trace.ts";

/** enum vm_event_item, cut. */
export const BALLOON_INFLATE = "BALLOON_INFLATE";
export const BALLOON_DEFLATE = "BALLOON_DEFLATE";
export const BALLOON_MIGRATE = "BALLOON_MIGRATE";
export const PGMIGRATE_SUCCESS = "PGMIGRATE_SUCCESS";
export const PGMIGRATE_FAIL = "PGMIGRATE_FAIL";
export type VmEvent =
  | typeof BALLOON_INFLATE
  | typeof BALLOON_DEFLATE
  | typeof BALLOON_MIGRATE
  | typeof PGMIGRATE_SUCCESS
  | typeof PGMIGRATE_FAIL;

export const count_vm_events = atomic((k: Kernel, event: VmEvent, by: number = 1): void => {
  if (by !== 0) count(k.events, event, by);
});

/** enum node_stat_item and enum zone_stat_item, cut. */
const NR_ISOLATED_ANON = "NR_ISOLATED_ANON";
const NR_ISOLATED_FILE = "NR_ISOLATED_FILE";
export const NR_ZSPAGES = "NR_ZSPAGES";

/** Anonymous pages have bit 0 of `mapping` set; all others count as file pages. */
function isolated_stat(page: Page): typeof NR_ISOLATED_ANON | typeof NR_ISOLATED_FILE {
  return (page.mapping & 1) === 1 ? NR_ISOLATED_ANON : NR_ISOLATED_FILE;
}
export const mod_isolated = atomic((page: Page, by: number): void => {
  count(page.memory.k.node, isolated_stat(page), by);
});

export const adjust_managed_page_count = kernel("adjust_managed_page_count", (page: Page, by: number): void => {
  count(page.memory.k.zone(page), "managed_pages", by);
});

export const inc_zone_page_state = kernel("inc_zone_page_state", (page: Page, item: typeof NR_ZSPAGES): void => {
  count(page.memory.k.zone(page), item, 1);
});
export const dec_zone_page_state = kernel("dec_zone_page_state", (page: Page, item: typeof NR_ZSPAGES): void => {
  count(page.memory.k.zone(page), item, -1);
});
