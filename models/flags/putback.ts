/** mm/migrate.c:putback_movable_pages(), 6.17: what was isolated and not migrated goes home. */
import { enclosed } from "../machine/atomic.ts";
import { VM_WARN_ON_ONCE } from "../machine/bug.ts";
import type { Kernel } from "../machine/kernel.ts";
import { entries_safe, type ListHead, list_del } from "../machine/list.ts";
import { lock_page } from "../machine/lock.ts";
import { putback_lru_page } from "../machine/lru.ts";
import { lru_to_page, type Page } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import {
  ClearPageMovableOpsIsolated,
  PageMovableOpsIsolated,
  page_has_movable_ops,
  page_movable_ops,
} from "./movable.ts";
import { folio_unlock } from "./unlock.ts";

export const putback_movable_pages = kernel("putback_movable_pages", function* (k: Kernel, list: ListHead): Steps {
  yield "putback:first";
  for (const entry of entries_safe(list)) {
    const page = lru_to_page(k.memory, entry);
    list_del(page.lru);
    if (k.guard("putback:test") && page_has_movable_ops(k, page)) {
      yield* putback_movable_ops_page(page);
    } else {
      yield "putback:lru";
      yield* putback_lru_page(page);
    }
    yield "putback:next";
  }
});

const putback_movable_ops_page = enclosed(function* (page: Page): Steps {
  const { k } = page.memory;
  VM_WARN_ON_ONCE(k, !PageMovableOpsIsolated(page), "!PageMovableOpsIsolated(page)");
  if (!k.guard("putback:flag-under-lock")) yield* clear_flag(page);
  yield "putback:lock";
  yield* lock_page(page);

  if (!k.guard("putback:flag-after-callback")) yield* clear_flag(page);
  yield "putback:call-ops";
  // Always: a released page keeps its callbacks, and the driver knows that it let go.
  yield* k.call(page_movable_ops(page).putback_page, "mops->putback_page")(k, page);
  if (k.guard("putback:flag-under-lock") && FLAG_PLACES.every((guard) => k.guard(guard))) yield* clear_flag(page);
  yield "putback:unlock";
  folio_unlock(page);
  if (!k.guard("putback:flag-before-unlock")) yield* clear_flag(page);

  yield "putback:put";
  put_page(page);
  if (!k.guard("putback:flag-before-put")) yield* clear_flag(page);
});

/** Where else the flag could be cleared. Two of these places are wrong and two are not. */
const FLAG_PLACES = ["putback:flag-after-callback", "putback:flag-before-unlock", "putback:flag-before-put"] as const;

const clear_flag = enclosed(function* (page: Page): Steps {
  yield "putback:clear-flag";
  yield* ClearPageMovableOpsIsolated(page);
});
