/** mm/memory-failure.c:soft_offline_page(), 5.10: the frame is suspected, so its contents move away and it is never used again. */
import { EBUSY, EIO, MIGRATE_SYNC, MR_MEMORY_FAILURE } from "../era.ts";
import { list_add } from "../machine/list.ts";
import { lock_page } from "../machine/lock.ts";
import { isolate_lru_page } from "../machine/lru.ts";
import { page_handle_poison } from "../machine/memory_failure.ts";
import { pfn_is_online } from "../machine/memory_hotplug.ts";
import { alloc_migration_target } from "../machine/migration_target.ts";
import { get_page_unless_zero, type Page, page_to_pfn } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import { PageHWPoison, PageLRU } from "../machine/page-flags.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import { isolate_movable_page } from "./isolate.ts";
import { migrate_pages } from "./migrate.ts";
import { __PageMovable } from "./movable.ts";
import { is_free_buddy_page } from "./page_alloc.ts";
import { putback_movable_pages } from "./putback.ts";
import { unlock_page } from "./unlock.ts";

/**
 * 0; -EIO: not a page that can be moved; -EBUSY, -ENOMEM: it would not move. Takes a reference first, and asks what it has got
 * then.
 */
export const soft_offline_page = kernel("soft_offline_page", function* (page: Page): Steps<number> {
  const { k } = page.memory;
  yield "soft-offline:get";
  if (!pfn_is_online(k, page_to_pfn(page))) return -EIO;
  if (PageHWPoison(page)) return 0;
  const got = get_page_unless_zero(page);
  yield "soft-offline:look";
  if (!got) {
    if (!is_free_buddy_page(page)) return -EIO;
    return (yield* page_handle_poison(page, true, false)) ? 0 : -EBUSY;
  }
  if (PageLRU(page) || __PageMovable(page)) return yield* __soft_offline_page(page);
  yield "soft-offline:refuse";
  put_page(page);
  return -EIO;
});

/** Comes with a reference, and drops it once the isolation has its own. */
const __soft_offline_page = on_stack(function* (stack, page: Page): Steps<number> {
  yield "soft-offline:lock";
  yield* lock_page(page);
  yield "soft-offline:known";
  const poisoned = PageHWPoison(page);
  unlock_page(page);
  if (poisoned) {
    yield "soft-offline:drop";
    put_page(page);
    return 0;
  }
  const pagelist = stack.list("pagelist");
  const isolated = yield* isolate_page(page);
  if (isolated) list_add(page.lru, pagelist);
  yield "soft-offline:put";
  put_page(page);
  let rc = -EBUSY;
  if (isolated) {
    rc = yield* migrate_pages(pagelist, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_MEMORY_FAILURE);
    if (rc === 0) {
      // The isolation's reference: migrate_pages() leaves it for this.
      yield* page_handle_poison(page, false, true);
    } else {
      yield* putback_movable_pages(pagelist);
      if (rc > 0) rc = -EBUSY;
    }
  }
  return rc;
});

/** Normal or movable is decided by PG_lru here; do_migrate_range() of this kernel does the same. */
function* isolate_page(page: Page): Steps<boolean> {
  const { k } = page.memory;
  yield "isolate:kind";
  if (PageLRU(page)) {
    yield "lru:isolate";
    return isolate_lru_page(page);
  }
  if ((yield* isolate_movable_page(page, 0)) !== 0) return false;
  if (!k.guard("isolate:account-lru-only")) mod_isolated(page, 1);
  return true;
}
