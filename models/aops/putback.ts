/** mm/migrate.c:putback_movable_pages(), 5.10: what was isolated and not migrated goes home. */
import { enclosed } from "../machine/atomic.ts";
import { VM_BUG_ON } from "../machine/bug.ts";
import { entries_safe, type ListHead, list_del } from "../machine/list.ts";
import { lock_page } from "../machine/lock.ts";
import { putback_lru_page } from "../machine/lru.ts";
import { lru_to_page, type Page } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { __ClearPageIsolated, __PageMovable, PageIsolated, PageMovable, page_aops, page_mapping } from "./movable.ts";
import { unlock_page } from "./unlock.ts";

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
    const page = lru_to_page(k.memory, entry);
    list_del(page.lru);
    if (k.guard("putback:test") && __PageMovable(page)) {
      yield* putback_one(page);
    } else {
      yield "putback:lru";
      yield* putback_lru_page(page);
    }
    yield "putback:next";
  }
});

/** The body of the loop; in kernels before 5.11 migrate_pages() has the same lines for a page that failed for good. */
export const putback_one = enclosed(function* (page: Page): Steps {
  const { k } = page.memory;
  VM_BUG_ON(k, !PageIsolated(page), "!PageIsolated(page)");
  if (!k.guard("putback:flag-under-lock")) yield* clear_flag(page);
  yield "putback:lock";
  yield* lock_page(page);

  if (!k.guard("putback:flag-after-callback")) yield* clear_flag(page);
  yield "putback:call-ops";
  // A released page has no driver any more to give it back to.
  if (!k.guard("putback:released") || PageMovable(page)) yield* putback_movable_page(page);
  else if (ELSEWHERE.every((guard) => k.guard(guard))) yield* clear_flag(page);
  yield "putback:unlock";
  unlock_page(page);
  if (!k.guard("putback:flag-before-unlock")) yield* clear_flag(page);

  yield "putback:put";
  put_page(page);
  if (!k.guard("putback:flag-before-put")) yield* clear_flag(page);
});

function* putback_movable_page(page: Page): Steps {
  const { k } = page.memory;
  const mapping = page_mapping(page);
  yield* k.call(page_aops(mapping).putback_page, "a_ops->putback_page")(page);
  if (ELSEWHERE.every((guard) => k.guard(guard))) yield* clear_flag(page);
}

const clear_flag = enclosed(function* (page: Page): Steps {
  yield "putback:clear-flag";
  yield* __ClearPageIsolated(page);
});
