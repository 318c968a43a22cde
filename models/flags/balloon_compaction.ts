/**
 * mm/balloon_compaction.c and include/linux/balloon_compaction.h, 6.17: what all balloon drivers share.
 * Lock order: page lock, then pages_lock; enqueue and dequeue hold pages_lock and only try page locks.
 */

import { EAGAIN, ENOENT, type MigrateMode } from "../era.ts";
import { BUG_ON, VM_BUG_ON, WARN_ON_ONCE } from "../machine/bug.ts";
import type { Kernel } from "../machine/kernel.ts";
import { embed, pointerTo, struct, word } from "../machine/layout.ts";
import {
  entries_safe,
  INIT_LIST_HEAD,
  ListHead,
  list_add,
  list_del,
  list_del_unlocked,
  list_empty,
} from "../machine/list.ts";
import { Lock, spin_lock, spin_unlock, trylock_page } from "../machine/lock.ts";
import { get_page, lru_to_page, type Page } from "../machine/page.ts";
import { alloc_page, GFP_HIGHUSER, GFP_HIGHUSER_MOVABLE, put_page } from "../machine/page_alloc.ts";
import { __assign_bit, PageLocked } from "../machine/page-flags.ts";
import { PGTY_offline } from "../machine/page-type.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import {
  adjust_managed_page_count,
  BALLOON_DEFLATE,
  BALLOON_INFLATE,
  BALLOON_MIGRATE,
  count_vm_events,
} from "../machine/vmstat.ts";
import { MovableOperations, SetPageMovableOps, set_movable_ops } from "./movable.ts";
import { unlock_page } from "./unlock.ts";

type BalloonMigrate = (balloon: BalloonDevInfo, newpage: Page, page: Page, mode: MigrateMode) => Steps<number>;

/** `pages`: pages of the balloon that are not isolated. `isolated_pages`: how many more there are. `adjust_managed_page_count`: 7.2. */
export class BalloonDevInfo extends struct("struct balloon_dev_info", {
  isolated_pages: word,
  pages_lock: embed(Lock),
  pages: embed(ListHead),
  migratepage: pointerTo<BalloonMigrate>(),
  adjust_managed_page_count: word,
}) {}

/** 7.2 has one for all balloons; nobody expects a machine with two. */
class BalloonPagesLock extends struct("balloon_pages_lock", { lock: embed(Lock) }) {}

export function balloon_devinfo_init(balloon: BalloonDevInfo): void {
  balloon.isolated_pages = 0;
  INIT_LIST_HEAD(balloon.pages);
  balloon.migratepage = 0;
}

/** The one table of callbacks for every balloon driver. */
export function balloon_rodata(k: Kernel): void {
  k.rodata(MovableOperations, "balloon_mops", {
    migrate_page: balloon_page_migrate,
    isolate_page: balloon_page_isolate,
    putback_page: balloon_page_putback,
  });
  if (k.differs("one-balloon-lock")) k.rodata(BalloonPagesLock, "balloon_pages_lock", {});
}

/** core_initcall: registers the table. */
export function balloon_init(k: Kernel): void {
  if (k.config.BALLOON_COMPACTION) set_movable_ops(k, k.symbol("balloon_mops"), PGTY_offline);
}

/** Without migration support a balloon page must not come from a zone that promises movable pages. */
export const balloon_page_alloc = kernel("balloon_page_alloc", (k: Kernel): Page | null =>
  alloc_page(k, k.config.BALLOON_COMPACTION ? GFP_HIGHUSER_MOVABLE : GFP_HIGHUSER),
);

export const balloon_page_enqueue = kernel(
  "balloon_page_enqueue",
  function* (balloon: BalloonDevInfo, page: Page): Steps {
    yield "balloon:enqueue";
    yield* lock_pages(balloon);
    yield* balloon_page_enqueue_one(balloon, page);
    unlock_pages(balloon);
  },
);

/** Every page of `list`, which is empty then. */
export const balloon_page_list_enqueue = kernel(
  "balloon_page_list_enqueue",
  function* (balloon: BalloonDevInfo, list: ListHead): Steps {
    yield "balloon:enqueue";
    yield* lock_pages(balloon);
    for (const entry of entries_safe(list)) {
      const page = lru_to_page(balloon.memory, entry);
      list_del(page.lru);
      yield* balloon_page_enqueue_one(balloon, page);
    }
    unlock_pages(balloon);
  },
);

const balloon_page_enqueue_one = kernel(
  "balloon_page_enqueue_one",
  function* (balloon: BalloonDevInfo, page: Page): Steps {
    const { k } = balloon.memory;
    const locks = !k.differs("no-page-lock");
    // Nobody may know the page yet: whoever holds its lock has broken that rule.
    if (locks && k.guard("balloon:mark-under-lock")) BUG_ON(!trylock_page(page), "!trylock_page(page)");
    yield "balloon:insert";
    yield* balloon_page_insert(balloon, page);
    if (balloon.adjust_managed_page_count !== 0) adjust_managed_page_count(page, -1);
    if (locks) yield "balloon:enqueued";
    if (locks && k.guard("balloon:mark-under-lock")) unlock_page(page);
    count_vm_events(k, BALLOON_INFLATE);
  },
);

/** Page lock (up to 6.19) and pages_lock held. Pages join at the head of the list. */
export const balloon_page_insert = kernel(
  "balloon_page_insert",
  function* (balloon: BalloonDevInfo, page: Page): Steps {
    const { k } = balloon.memory;
    k.types.set(page, PGTY_offline);
    if (k.config.BALLOON_COMPACTION) {
      if (k.guard("mark:atomic")) SetPageMovableOps(page);
      else yield* __assign_bit(page, k.flags.PG_uptodate, true);
      if (!k.guard("balloon:mark-under-lock")) yield "balloon:own";
      page.private = balloon.addr;
    }
    list_add(page.lru, balloon.pages);
  },
);

/** Pages taken off the balloon, at most `wanted`, linked on `list`. Locked pages are skipped (up to 6.19). */
export const balloon_page_list_dequeue = kernel(
  "balloon_page_list_dequeue",
  function* (balloon: BalloonDevInfo, list: ListHead, wanted: number): Steps<number> {
    const { k } = balloon.memory;
    const locks = !k.differs("no-page-lock");
    // Up to 4.4 each removal alone had the lock.
    const locked_walk = k.guard("balloon:walk-under-lock");
    let taken = 0;
    let goes_on = !locked_walk;
    yield "balloon:dequeue";
    if (locked_walk) yield* lock_pages(balloon);
    for (const entry of entries_safe(balloon.pages)) {
      if (taken === wanted) break;
      if (goes_on) yield "balloon:next";
      goes_on = true;
      const page = lru_to_page(balloon.memory, entry);
      if (locks && !trylock_page(page)) continue;
      if (!locked_walk) yield* lock_pages(balloon);
      yield "balloon:release";
      yield* unlink(page);
      if (balloon.adjust_managed_page_count !== 0) adjust_managed_page_count(page, 1);
      balloon_page_finalize(page);
      count_vm_events(k, BALLOON_DEFLATE);
      list_add(page.lru, list);
      if (!locked_walk) unlock_pages(balloon);
      if (locks) {
        yield "balloon:dequeued";
        unlock_page(page);
      }
      taken++;
    }
    if (locked_walk) unlock_pages(balloon);
    return taken;
  },
);

/** One page, or null when all are isolated or locked. */
export const balloon_page_dequeue = kernel(
  "balloon_page_dequeue",
  function* (balloon: BalloonDevInfo, list: ListHead): Steps<Page | null> {
    const { k } = balloon.memory;
    if ((yield* balloon_page_list_dequeue(balloon, list, 1)) === 1) return lru_to_page(balloon.memory, list.next);
    // Nothing on the list and nothing isolated, although the driver thinks it has pages: they went missing.
    yield "balloon:missing";
    yield* lock_pages(balloon);
    const isolated = k.guard("balloon:isolated-count") ? balloon.isolated_pages : 0;
    BUG_ON(
      list_empty(balloon.pages) && isolated === 0,
      "list_empty(&b_dev_info->pages) && !b_dev_info->isolated_pages",
    );
    unlock_pages(balloon);
    return null;
  },
);

/** Page locked, or in 7.2 the lock of the balloons held. The balloon lets go; type and flag stay until the page is free. */
export function balloon_page_finalize(page: Page): void {
  const { k } = page.memory;
  if (k.config.BALLOON_COMPACTION) page.private = 0;
  if (!k.guard("type:sticky")) k.types.clear(page, PGTY_offline);
}

export function balloon_page_device(page: Page): BalloonDevInfo {
  return new BalloonDevInfo(page.memory, page.private);
}

const balloon_page_isolate = kernel("balloon_page_isolate", function* (page: Page, _mode: number): Steps<boolean> {
  const { k } = page.memory;
  // Without page locks only the lock of the balloons keeps the owner from letting go.
  const any_balloon = new BalloonDevInfo(page.memory, 0);
  const first = k.differs("no-page-lock") && k.guard("balloon:device-under-lock");
  if (first) yield* lock_pages(any_balloon);
  const balloon = balloon_page_device(page);
  // The owner released the page between the core's test of the mark and its lock.
  if (k.guard("isolate:recheck") && balloon.addr === 0) {
    if (first) unlock_pages(any_balloon);
    return false;
  }
  if (!first) yield* lock_pages(balloon);
  if (k.guard("balloon:off-list")) yield* unlink(page);
  if (!k.guard("balloon:count-under-lock")) {
    unlock_pages(balloon);
    yield "balloon:count-isolated";
  }
  balloon.isolated_pages += 1;
  if (k.guard("balloon:count-under-lock")) unlock_pages(balloon);
  return true;
});

const balloon_page_putback = kernel("balloon_page_putback", function* (page: Page): Steps {
  const { k } = page.memory;
  const balloon = balloon_page_device(page);
  if (k.guard("balloon:null-device") && WARN_ON_ONCE(k, balloon.addr === 0, "!b_dev_info")) return;
  yield* lock_pages(balloon);
  list_add(page.lru, balloon.pages);
  balloon.isolated_pages -= 1;
  unlock_pages(balloon);
});

const balloon_page_migrate = kernel(
  "balloon_page_migrate",
  function* (newpage: Page, page: Page, mode: MigrateMode): Steps<number> {
    const { k } = newpage.memory;
    const balloon = balloon_page_device(page);
    VM_BUG_ON(k, !PageLocked(page), "!PageLocked(page)");
    VM_BUG_ON(k, !PageLocked(newpage), "!PageLocked(newpage)");
    if (k.guard("balloon:null-device") && WARN_ON_ONCE(k, balloon.addr === 0, "!b_dev_info")) return -EAGAIN;
    const rc = yield* k.call(balloon.migratepage, "balloon->migratepage")(balloon, newpage, page, mode);
    if (!k.differs("core-migrates") || (rc < 0 && rc !== -ENOENT)) return rc;
    yield* balloon_page_replace(balloon, newpage, page, rc === 0);
    return 0;
  },
);

/** What each driver did itself up to 6.19. Not `inflated` (-ENOENT): the host took the old page back and did not want the new one. */
export function* balloon_page_replace(balloon: BalloonDevInfo, newpage: Page, page: Page, inflated: boolean): Steps {
  const { k } = balloon.memory;
  const counted = balloon.adjust_managed_page_count !== 0;
  yield "balloon:insert";
  yield* lock_pages(balloon);
  if (inflated) {
    if (k.guard("balloon:get-dst")) get_page(newpage);
    yield* balloon_page_insert(balloon, newpage);
    count_vm_events(k, BALLOON_MIGRATE);
    if (k.guard("balloon:zone-counts") && counted && k.zone(page).addr !== k.zone(newpage).addr) {
      adjust_managed_page_count(page, 1);
      adjust_managed_page_count(newpage, -1);
    }
  } else {
    count_vm_events(k, BALLOON_DEFLATE);
    if (counted) adjust_managed_page_count(page, 1);
  }
  if (k.guard("balloon:count-back")) balloon.isolated_pages -= 1;
  balloon_page_finalize(page);
  unlock_pages(balloon);
  yield "balloon:put-src";
  if (k.guard("balloon:put-src")) put_page(page);
}

/** Without the lock, others come in between the loads of a removal and its stores. */
function* unlink(page: Page): Steps {
  const { k } = page.memory;
  if (k.guard("balloon:pages-lock")) list_del(page.lru);
  else yield* list_del_unlocked(page.lru, "balloon:unlink");
}

/** Page locks are per page, lists link neighbours: only pages_lock protects the list. */
export function* lock_pages(balloon: BalloonDevInfo): Steps {
  const { k } = balloon.memory;
  if (k.guard("balloon:pages-lock")) yield* spin_lock(pages_lock(balloon));
}
export function unlock_pages(balloon: BalloonDevInfo): void {
  const { k } = balloon.memory;
  if (k.guard("balloon:pages-lock")) spin_unlock(pages_lock(balloon));
}
function pages_lock(balloon: BalloonDevInfo): Lock {
  const { k } = balloon.memory;
  if (!k.differs("one-balloon-lock")) return balloon.pages_lock;
  return new BalloonPagesLock(k.memory, k.symbol("balloon_pages_lock")).lock;
}
