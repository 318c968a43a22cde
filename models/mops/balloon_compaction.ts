/**
 * mm/balloon_compaction.c and include/linux/balloon_compaction.h, 6.16: what all balloon drivers share.
 * Lock order: page lock, then pages_lock; enqueue and dequeue hold pages_lock and only try page locks.
 */

import { EAGAIN, type MigrateMode } from "../era.ts";
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
import { lru_to_page, type Page } from "../machine/page.ts";
import { alloc_page, GFP_HIGHUSER, GFP_HIGHUSER_MOVABLE } from "../machine/page_alloc.ts";
import { PageLocked } from "../machine/page-flags.ts";
import { PGTY_offline } from "../machine/page-type.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { BALLOON_DEFLATE, BALLOON_INFLATE, count_vm_events } from "../machine/vmstat.ts";
import { __ClearPageMovable, __SetPageMovable, MovableOperations, PageIsolated } from "./movable.ts";
import { unlock_page } from "./unlock.ts";

type BalloonMigrate = (balloon: BalloonDevInfo, newpage: Page, page: Page, mode: MigrateMode) => Steps<number>;

/** `pages`: pages of the balloon that are not isolated. `isolated_pages`: how many more there are. */
export class BalloonDevInfo extends struct("struct balloon_dev_info", {
  isolated_pages: word,
  pages_lock: embed(Lock),
  pages: embed(ListHead),
  migratepage: pointerTo<BalloonMigrate>(),
}) {}

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
    // Nobody may know the page yet: whoever holds its lock has broken that rule.
    if (k.guard("balloon:mark-under-lock")) BUG_ON(!trylock_page(page), "!trylock_page(page)");
    yield "balloon:insert";
    yield* balloon_page_insert(balloon, page);
    yield "balloon:enqueued";
    if (k.guard("balloon:mark-under-lock")) unlock_page(page);
    count_vm_events(k, BALLOON_INFLATE);
  },
);

/** Page lock and pages_lock held. Pages join at the head of the list. */
export const balloon_page_insert = kernel(
  "balloon_page_insert",
  function* (balloon: BalloonDevInfo, page: Page): Steps {
    const { k } = balloon.memory;
    k.types.set(page, PGTY_offline);
    if (k.config.BALLOON_COMPACTION) {
      __SetPageMovable(page, k.symbol("balloon_mops"));
      if (!k.guard("balloon:mark-under-lock")) yield "balloon:own";
      page.private = balloon.addr;
    }
    list_add(page.lru, balloon.pages);
  },
);

/** Pages taken off the balloon, at most `wanted`, linked on `list`. Locked pages are skipped. */
export const balloon_page_list_dequeue = kernel(
  "balloon_page_list_dequeue",
  function* (balloon: BalloonDevInfo, list: ListHead, wanted: number): Steps<number> {
    const { k } = balloon.memory;
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
      if (!trylock_page(page)) continue;
      if (!k.differs("dequeue-trusts-list") && k.config.BALLOON_COMPACTION && PageIsolated(page)) {
        unlock_page(page);
        continue;
      }
      if (!locked_walk) yield* lock_pages(balloon);
      yield "balloon:release";
      yield* k.differs("finalize-after-unlock") ? unlink_and_finalize(page) : balloon_page_delete(page);
      count_vm_events(k, BALLOON_DEFLATE);
      list_add(page.lru, list);
      if (!locked_walk) unlock_pages(balloon);
      yield "balloon:dequeued";
      unlock_page(page);
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

/** Page locked, pages_lock held. Also called for an isolated page, whose `lru` belongs to the migration core. */
export function* balloon_page_delete(page: Page): Steps {
  const { k } = page.memory;
  k.types.clear(page, PGTY_offline);
  if (!k.config.BALLOON_COMPACTION) {
    yield* unlink(page);
    return;
  }
  __ClearPageMovable(page);
  page.private = 0;
  if (!k.guard("balloon:leave-lru") || !PageIsolated(page)) yield* unlink(page);
}

function* unlink_and_finalize(page: Page): Steps {
  yield* unlink(page);
  balloon_page_finalize(page);
}

/** Page locked. In the place of balloon_page_delete() since 15504b116300 (v6.17). Later patches leave more to the free path. */
export function balloon_page_finalize(page: Page): void {
  const { k } = page.memory;
  if (!k.differs("offline-sticky") || !k.guard("type:sticky")) k.types.clear(page, PGTY_offline);
  if (!k.config.BALLOON_COMPACTION) return;
  if (!k.differs("balloon-says-released")) __ClearPageMovable(page);
  page.private = 0;
}

function balloon_page_device(page: Page): BalloonDevInfo {
  return new BalloonDevInfo(page.memory, page.private);
}

const balloon_page_isolate = kernel("balloon_page_isolate", function* (page: Page, _mode: number): Steps<boolean> {
  const { k } = page.memory;
  const balloon = balloon_page_device(page);
  if (k.differs("balloon-says-released") && k.guard("isolate:recheck") && balloon.addr === 0) return false;
  yield* lock_pages(balloon);
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
  const balloon = balloon_page_device(page);
  if (has_no_device(balloon)) return;
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
    if (has_no_device(balloon)) return -EAGAIN;
    return yield* k.call(balloon.migratepage, "balloon->migratepage")(balloon, newpage, page, mode);
  },
);

/** The page was released. Only where the driver says so can a callback meet one: before, the core looks at the mark. */
function has_no_device(balloon: BalloonDevInfo): boolean {
  const { k } = balloon.memory;
  if (!k.differs("balloon-says-released") || !k.guard("balloon:null-device")) return false;
  return WARN_ON_ONCE(k, balloon.addr === 0, "!b_dev_info");
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
  if (k.guard("balloon:pages-lock")) yield* spin_lock(balloon.pages_lock);
}
export function unlock_pages(balloon: BalloonDevInfo): void {
  const { k } = balloon.memory;
  if (k.guard("balloon:pages-lock")) spin_unlock(balloon.pages_lock);
}
