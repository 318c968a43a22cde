/** mm/migrate.c:putback_movable_pages(), 6.17: what was isolated and not migrated goes home. */

import { enclosed } from "../machine/atomic.ts";
import { VM_WARN_ON_ONCE } from "../machine/bug.ts";
import { folio_lock, folio_put, folio_putback_lru, lru_to_folio, page_folio } from "../machine/folio.ts";
import { entries_safe, type ListHead, list_del } from "../machine/list.ts";
import type { Page } from "../machine/page.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import {
  ClearPageMovableOpsIsolated,
  PageMovableOpsIsolated,
  page_has_movable_ops,
  page_movable_ops,
} from "./movable.ts";
import { folio_unlock } from "./unlock.ts";

/** Without one of these the flag is cleared in another place: two of the places are wrong, and two are not. */
const ELSEWHERE = [
  "putback:flag-under-lock",
  "putback:flag-after-callback",
  "putback:flag-before-unlock",
  "putback:flag-before-put",
] as const;

export const putback_movable_pages = kernel("putback_movable_pages", function* (list: ListHead): Steps {
  const { k } = list.memory;
  yield "putback:first";
  for (const entry of entries_safe(list)) {
    const folio = lru_to_folio(k.memory, entry);
    list_del(folio.lru);
    if (k.guard("putback:test") && page_has_movable_ops(folio.page)) {
      yield* putback_movable_ops_page(folio.page);
    } else {
      yield "putback:lru";
      yield* folio_putback_lru(folio);
    }
    yield "putback:next";
  }
});

export const putback_movable_ops_page = enclosed(function* (page: Page): Steps {
  const { k } = page.memory;
  const folio = page_folio(page);
  VM_WARN_ON_ONCE(k, !PageMovableOpsIsolated(page), "!PageMovableOpsIsolated(page)");
  if (!k.guard("putback:flag-under-lock")) yield* clear_flag(page);
  yield "putback:lock";
  yield* folio_lock(folio);

  if (!k.guard("putback:flag-after-callback")) yield* clear_flag(page);
  yield "putback:call-ops";
  // Always: a released page keeps its callbacks, and the driver knows that it let go.
  yield* k.call(page_movable_ops(page).putback_page, "mops->putback_page")(page);
  if (ELSEWHERE.every((guard) => k.guard(guard))) yield* clear_flag(page);
  yield "putback:unlock";
  folio_unlock(folio);
  if (!k.guard("putback:flag-before-unlock")) yield* clear_flag(page);

  yield "putback:put";
  folio_put(folio);
  if (!k.guard("putback:flag-before-put")) yield* clear_flag(page);
});

const clear_flag = enclosed(function* (page: Page): Steps {
  yield "putback:clear-flag";
  yield* ClearPageMovableOpsIsolated(page);
});
