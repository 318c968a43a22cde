/** What balloon drivers share, for pages that are frozen: no list, no reference, no page lock. The rest is that of 7.2, its lock of the balloons included. */
import type { MigrateMode } from "../../era.ts";
import { type BalloonDevInfo, lock_pages, unlock_pages } from "../../flags/balloon_compaction.ts";
import { MovableOperations } from "../../flags/movable.ts";
import { BUG_ON } from "../../machine/bug.ts";
import type { Kernel } from "../../machine/kernel.ts";
import { type Page, pfn_to_page } from "../../machine/page.ts";
import { alloc_frozen_page, GFP_HIGHUSER, GFP_HIGHUSER_MOVABLE } from "../../machine/page_alloc.ts";
import { NO_TYPE } from "../../machine/page-type.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";
import {
  adjust_managed_page_count,
  BALLOON_DEFLATE,
  BALLOON_INFLATE,
  BALLOON_MIGRATE,
  count_vm_events,
} from "../../machine/vmstat.ts";
import {
  balloon_number,
  balloon_page_device,
  frames_in,
  inventory_add,
  inventory_del,
  inventory_del_unlocked,
  inventory_empty,
} from "./inventory.ts";
import { isolated_says } from "./page_isolated.ts";
import { ballooned, change_word, OFFLINE, read_word, set_word } from "./word.ts";

/** The table that `flags` made, with callbacks for frozen pages. */
export function balloons_are_frozen(k: Kernel): void {
  const ops = balloon_ops(k);
  ops.isolate_page = k.textAddress(balloon_page_isolate);
  ops.migrate_page = k.textAddress(balloon_page_migrate);
  ops.putback_page = k.textAddress(balloon_page_putback);
}
/** Of every page that has the number of a balloon. */
export function balloon_ops(k: Kernel): MovableOperations {
  return new MovableOperations(k.memory, k.symbol("balloon_mops"));
}

export const balloon_page_alloc = kernel("balloon_page_alloc", (k: Kernel): Page | null =>
  alloc_frozen_page(k, k.config.BALLOON_COMPACTION ? GFP_HIGHUSER_MOVABLE : GFP_HIGHUSER),
);

export const balloon_page_enqueue = kernel(
  "balloon_page_enqueue",
  function* (balloon: BalloonDevInfo, page: Page): Steps {
    const { k } = balloon.memory;
    yield "balloon:enqueue";
    yield* lock_pages(balloon);
    yield "balloon:insert";
    balloon_page_insert(balloon, page);
    if (balloon.adjust_managed_page_count !== 0) adjust_managed_page_count(page, -1);
    count_vm_events(k, BALLOON_INFLATE);
    unlock_pages(balloon);
  },
);

/** The lock of the balloons held. Nobody else knows the page, but by its number. */
function balloon_page_insert(balloon: BalloonDevInfo, page: Page): void {
  const { config } = balloon.memory.k;
  inventory_add(balloon, page);
  set_word(page, ballooned(balloon_number(balloon), config.BALLOON_COMPACTION && config.MIGRATION));
}

/** A page that is the caller's alone, or null when all are isolated, or about to be. */
export const balloon_page_dequeue = kernel(
  "balloon_page_dequeue",
  function* (balloon: BalloonDevInfo): Steps<Page | null> {
    const { k } = balloon.memory;
    yield "balloon:dequeue";
    yield* lock_pages(balloon);
    for (const pfn of frames_in(balloon)) {
      const page = pfn_to_page(k, pfn);
      const word = read_word(page);
      if (isolated_says(page, word)) continue;
      yield "balloon:release";
      // One who isolates it does the same with this word, and one of the two comes first.
      if (!change_word(page, word, released(k))) continue;
      inventory_del(balloon, page);
      if (balloon.adjust_managed_page_count !== 0) adjust_managed_page_count(page, 1);
      count_vm_events(k, BALLOON_DEFLATE);
      unlock_pages(balloon);
      return page;
    }
    unlock_pages(balloon);
    yield "balloon:missing";
    yield* lock_pages(balloon);
    const isolated = k.guard("balloon:isolated-count") ? balloon.isolated_pages : 0;
    BUG_ON(inventory_empty(balloon) && isolated === 0, "the balloon is empty && !b_dev_info->isolated_pages");
    unlock_pages(balloon);
    return null;
  },
);

/** What a page says that its balloon let go of. The type stays until the page is free. */
function released(k: Kernel): number {
  return k.guard("type:sticky") ? OFFLINE : NO_TYPE;
}

/** The page is claimed, so its balloon stays the same. */
const balloon_page_isolate = kernel("balloon_page_isolate", function* (page: Page, _mode: number): Steps<boolean> {
  const { k } = page.memory;
  const balloon = balloon_page_device(page);
  yield* lock_pages(balloon);
  if (k.guard("balloon:off-list")) {
    if (k.guard("balloon:pages-lock")) inventory_del(balloon, page);
    else yield* inventory_del_unlocked(balloon, page, "balloon:unlink");
  }
  balloon.isolated_pages += 1;
  unlock_pages(balloon);
  return true;
});

const balloon_page_putback = kernel("balloon_page_putback", function* (page: Page): Steps {
  const balloon = balloon_page_device(page);
  yield* lock_pages(balloon);
  inventory_add(balloon, page);
  balloon.isolated_pages -= 1;
  unlock_pages(balloon);
});

/** Both pages are frozen. The old one is the core's to free. */
const balloon_page_migrate = kernel(
  "balloon_page_migrate",
  function* (newpage: Page, page: Page, mode: MigrateMode): Steps<number> {
    const { k } = newpage.memory;
    const balloon = balloon_page_device(page);
    const rc = yield* k.call(balloon.migratepage, "balloon->migratepage")(balloon, newpage, page, mode);
    if (rc !== 0) return rc;
    yield "balloon:insert";
    yield* lock_pages(balloon);
    balloon_page_insert(balloon, newpage);
    count_vm_events(k, BALLOON_MIGRATE);
    const counted = balloon.adjust_managed_page_count !== 0;
    if (k.guard("balloon:zone-counts") && counted && k.zone(page).addr !== k.zone(newpage).addr) {
      adjust_managed_page_count(page, 1);
      adjust_managed_page_count(newpage, -1);
    }
    if (k.guard("balloon:count-back")) balloon.isolated_pages -= 1;
    set_word(page, released(k));
    unlock_pages(balloon);
    return 0;
  },
);
