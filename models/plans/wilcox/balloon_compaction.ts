/**
 * What balloon drivers share. `private` links the page, so a balloon is not found there: our reading is that each balloon has the callbacks in
 * itself, and that the descriptor of a page, which leads to them, leads to the balloon as well.
 */

import type { MigrateMode } from "../../era.ts";
import { MovableOperations, page_movable_ops } from "../../flags/movable.ts";
import { unlock_page } from "../../flags/unlock.ts";
import { BUG_ON, VM_BUG_ON } from "../../machine/bug.ts";
import type { Kernel } from "../../machine/kernel.ts";
import { embed, offsetOf, pointerTo, struct, word } from "../../machine/layout.ts";
import { INIT_LIST_HEAD, ListHead, list_empty } from "../../machine/list.ts";
import { Lock, spin_lock, spin_unlock, trylock_page } from "../../machine/lock.ts";
import { type Page, page_of_word } from "../../machine/page.ts";
import { alloc_page, GFP_HIGHUSER, GFP_HIGHUSER_MOVABLE } from "../../machine/page_alloc.ts";
import { PageLocked } from "../../machine/page-flags.ts";
import { PGTY_offline } from "../../machine/page-type.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";
import { BALLOON_DEFLATE, BALLOON_INFLATE, count_vm_events } from "../../machine/vmstat.ts";
import { clear_memdesc, set_memdesc } from "./movable.ts";
import { slist_add, slist_del, slist_del_behind, slist_del_unlocked } from "./slist.ts";

type BalloonMigrate = (balloon: BalloonDevInfo, newpage: Page, page: Page, mode: MigrateMode) => Steps<number>;

export class BalloonDevInfo extends struct("struct balloon_dev_info", {
  isolated_pages: word,
  pages_lock: embed(Lock),
  pages: embed(ListHead),
  migratepage: pointerTo<BalloonMigrate>(),
  mops: embed(MovableOperations),
}) {}

export function balloon_devinfo_init(balloon: BalloonDevInfo, migratepage: BalloonMigrate): void {
  const { k } = balloon.memory;
  balloon.isolated_pages = 0;
  INIT_LIST_HEAD(balloon.pages);
  balloon.migratepage = k.textAddress(migratepage);
  balloon.mops.isolate_page = k.textAddress(balloon_page_isolate);
  balloon.mops.migrate_page = k.textAddress(balloon_page_migrate);
  balloon.mops.putback_page = k.textAddress(balloon_page_putback);
}

function balloon_page_device(page: Page): BalloonDevInfo {
  if (page.memory.k.differs("device-in-private")) return new BalloonDevInfo(page.memory, page.private);
  return new BalloonDevInfo(page.memory, page_movable_ops(page).addr - offsetOf(BalloonDevInfo, "mops"));
}

export const balloon_page_alloc = kernel("balloon_page_alloc", (k: Kernel): Page | null =>
  alloc_page(k, k.config.BALLOON_COMPACTION ? GFP_HIGHUSER_MOVABLE : GFP_HIGHUSER),
);

export const balloon_page_enqueue = kernel(
  "balloon_page_enqueue",
  function* (balloon: BalloonDevInfo, page: Page): Steps {
    const { k } = balloon.memory;
    yield "balloon:enqueue";
    yield* lock_pages(balloon);
    if (k.guard("balloon:mark-under-lock")) BUG_ON(!trylock_page(page), "!trylock_page(page)");
    yield "balloon:insert";
    balloon_page_insert(balloon, page);
    yield "balloon:enqueued";
    if (k.guard("balloon:mark-under-lock")) unlock_page(page);
    count_vm_events(k, BALLOON_INFLATE);
    unlock_pages(balloon);
  },
);

/** pages_lock held. Mark, callbacks and balloon are one word. */
export const balloon_page_insert = kernel("balloon_page_insert", (balloon: BalloonDevInfo, page: Page): void => {
  const { k } = balloon.memory;
  k.types.set(page, PGTY_offline);
  if (k.config.BALLOON_COMPACTION) set_memdesc(page, balloon.mops.addr);
  slist_add(page, balloon.pages);
});

/** One page, or null when all are isolated or locked. */
export const balloon_page_dequeue = kernel(
  "balloon_page_dequeue",
  function* (balloon: BalloonDevInfo, list: ListHead): Steps<Page | null> {
    const { k } = balloon.memory;
    yield "balloon:dequeue";
    yield* lock_pages(balloon);
    const { memory, pages } = balloon;
    let at = pages.addr;
    for (let entry = memory.load(at); entry !== pages.addr; entry = memory.load(at)) {
      const page = page_of_word(memory, entry);
      if (!trylock_page(page)) {
        at = entry;
        yield "balloon:next";
        continue;
      }
      yield "balloon:release";
      if (k.guard("balloon:pages-lock")) slist_del_behind(pages, at);
      else yield* slist_del_unlocked(page, pages, "balloon:unlink");
      balloon_page_finalize(page);
      count_vm_events(k, BALLOON_DEFLATE);
      slist_add(page, list);
      yield "balloon:dequeued";
      unlock_page(page);
      unlock_pages(balloon);
      return page;
    }
    unlock_pages(balloon);
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

/** Page locked. The balloon lets go. */
export function balloon_page_finalize(page: Page): void {
  const { k } = page.memory;
  if (k.config.BALLOON_COMPACTION) clear_memdesc(page);
  if (!k.guard("type:sticky")) k.types.clear(page, PGTY_offline);
}

const balloon_page_isolate = kernel("balloon_page_isolate", function* (page: Page, _mode: number): Steps<boolean> {
  const { k } = page.memory;
  const balloon = balloon_page_device(page);
  yield* lock_pages(balloon);
  if (k.guard("balloon:off-list")) {
    if (k.guard("balloon:pages-lock")) slist_del(page, balloon.pages);
    else yield* slist_del_unlocked(page, balloon.pages, "balloon:unlink");
  }
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
  yield* lock_pages(balloon);
  slist_add(page, balloon.pages);
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
    return yield* k.call(balloon.migratepage, "balloon->migratepage")(balloon, newpage, page, mode);
  },
);

export function* lock_pages(balloon: BalloonDevInfo): Steps {
  if (balloon.memory.k.guard("balloon:pages-lock")) yield* spin_lock(balloon.pages_lock);
}
export function unlock_pages(balloon: BalloonDevInfo): void {
  if (balloon.memory.k.guard("balloon:pages-lock")) spin_unlock(balloon.pages_lock);
}
