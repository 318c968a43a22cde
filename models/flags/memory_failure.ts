/** mm/memory-failure.c:soft_offline_page(), 6.17: the frame is suspected, so its contents move away and it is never used again. */

import { EBUSY, EIO, MIGRATE_SYNC, MR_MEMORY_FAILURE } from "../era.ts";
import { folio_lock, folio_put, page_folio } from "../machine/folio.ts";
import { page_handle_poison } from "../machine/memory_failure.ts";
import { pfn_is_online } from "../machine/memory_hotplug.ts";
import { alloc_migration_target } from "../machine/migration_target.ts";
import { get_page_unless_zero, type Page, page_to_pfn } from "../machine/page.ts";
import { is_free_buddy_page } from "../machine/page_alloc.ts";
import { PageHWPoison, PageLRU } from "../machine/page-flags.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { isolate_folio_to_list } from "./isolate_folio.ts";
import { page_has_movable_ops } from "./movable.ts";
import { folio_unlock } from "./unlock.ts";

/**
 * 0; -EIO: not a page that can be moved; -EBUSY, -ENOMEM: it would not move. Asks first, and takes a reference only to a page
 * that can be handled (v5.18).
 */
export const soft_offline_page = kernel("soft_offline_page", function* (page: Page): Steps<number> {
  const { k } = page.memory;
  yield "soft-offline:look";
  if (!pfn_is_online(k, page_to_pfn(page))) return -EIO;
  if (PageHWPoison(page)) return 0;
  if (!HWPoisonHandlable(page)) return -EIO;
  yield "soft-offline:get";
  if (get_page_unless_zero(page)) return yield* soft_offline_in_use_page(page);
  return (yield* page_handle_poison(page, true, false)) ? 0 : -EBUSY;
});

/** Comes with a reference, and drops it once the isolation has its own. */
export const soft_offline_in_use_page = on_stack(function* (stack, page: Page): Steps<number> {
  const { k } = page.memory;
  const folio = page_folio(page);
  yield "soft-offline:lock";
  yield* folio_lock(folio);
  yield "soft-offline:known";
  const poisoned = PageHWPoison(page);
  folio_unlock(folio);
  if (poisoned) {
    yield "soft-offline:drop";
    folio_put(folio);
    return 0;
  }
  const pagelist = stack.list("pagelist");
  const isolated = yield* isolate_folio_to_list(folio, pagelist);
  yield "soft-offline:put";
  folio_put(folio);
  let rc = -EBUSY;
  if (isolated) {
    rc = yield* k.era.migrate_pages(pagelist, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_MEMORY_FAILURE);
    if (rc === 0) {
      // The isolation's reference: migrate_pages() leaves it for this.
      yield* page_handle_poison(page, false, true);
    } else {
      yield* k.era.putback_movable_pages(pagelist);
      if (rc > 0) rc = -EBUSY;
    }
  }
  return rc;
});

/**
 * Soft offlining can move a movable page; the handling of real memory errors cannot, and leaves it alone. The kernel asks for slabs first,
 * which are none of the three here.
 */
export function HWPoisonHandlable(page: Page): boolean {
  return page_has_movable_ops(page) || PageLRU(page) || is_free_buddy_page(page);
}
