/** soft_offline_page() as in `flags`, but for the list that the page is isolated to. */
import { EBUSY, EIO, MIGRATE_SYNC, MR_MEMORY_FAILURE } from "../../era.ts";
import { HWPoisonHandlable } from "../../flags/memory_failure.ts";
import { unlock_page } from "../../flags/unlock.ts";
import { lock_page } from "../../machine/lock.ts";
import { page_handle_poison } from "../../machine/memory_failure.ts";
import { pfn_is_online } from "../../machine/memory_hotplug.ts";
import { alloc_migration_target } from "../../machine/migration_target.ts";
import { get_page_unless_zero, type Page, page_to_pfn } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import { PageHWPoison } from "../../machine/page-flags.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { isolate_page_to_list } from "./isolate_page.ts";
import { migrate_pages } from "./migrate.ts";
import { putback_movable_pages } from "./putback.ts";

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

const soft_offline_in_use_page = on_stack(function* (stack, page: Page): Steps<number> {
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
  const isolated = yield* isolate_page_to_list(page, pagelist);
  yield "soft-offline:put";
  put_page(page);
  if (!isolated) return -EBUSY;
  const rc = yield* migrate_pages(pagelist, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_MEMORY_FAILURE);
  if (rc === 0) {
    yield* page_handle_poison(page, false, true);
    return 0;
  }
  yield* putback_movable_pages(pagelist);
  return rc > 0 ? -EBUSY : rc;
});
