/** soft_offline_page() as in `flags`, and for frozen pages without the reference that it takes there. */
import { EBUSY, EIO, MIGRATE_SYNC, MR_MEMORY_FAILURE } from "../../era.ts";
import { HWPoisonHandlable, soft_offline_in_use_page } from "../../flags/memory_failure.ts";
import { page_handle_poison } from "../../machine/memory_failure.ts";
import { pfn_is_online } from "../../machine/memory_hotplug.ts";
import { alloc_migration_target } from "../../machine/migration_target.ts";
import { get_page_unless_zero, type Page, page_to_pfn, set_page_count } from "../../machine/page.ts";
import { PageHWPoison } from "../../machine/page-flags.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { isolate_movable_ops_page } from "./isolate.ts";
import { hold } from "./isolated.ts";
import { migrate_pages } from "./migrate.ts";
import { putback_movable_pages } from "./putback.ts";
import { page_is_movable } from "./word.ts";

export const soft_offline_page = kernel("soft_offline_page", function* (page: Page): Steps<number> {
  const { k } = page.memory;
  yield "soft-offline:look";
  if (!pfn_is_online(k, page_to_pfn(page))) return -EIO;
  if (PageHWPoison(page)) return 0;
  if (page_is_movable(page)) return yield* soft_offline_frozen_page(page);
  if (!HWPoisonHandlable(page)) return -EIO;
  yield "soft-offline:get";
  if (get_page_unless_zero(page)) return yield* soft_offline_in_use_page(page);
  return (yield* page_handle_poison(page, true, false)) ? 0 : -EBUSY;
});

/** Nobody has the frame once its page has moved, so it gets the reference that marks a poisoned one. */
const soft_offline_frozen_page = on_stack(function* (stack, page: Page): Steps<number> {
  if (!(yield* isolate_movable_ops_page(page, 0))) return -EBUSY;
  const pagelist = stack.list("pagelist");
  hold(page, pagelist);
  const rc = yield* migrate_pages(pagelist, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_MEMORY_FAILURE);
  if (rc === 0) {
    yield "soft-offline:pin";
    set_page_count(page, 1);
    yield* page_handle_poison(page, false, true);
    return 0;
  }
  yield* putback_movable_pages(pagelist);
  return rc > 0 ? -EBUSY : rc;
});
