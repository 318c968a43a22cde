/** mm/migrate.c:putback_movable_pages(), 6.16: what was isolated and not migrated goes home. */

import { enclosed } from "../machine/atomic.ts";
import { VM_BUG_ON } from "../machine/bug.ts";
import { type Folio, folio_lock, folio_put, folio_putback_lru, lru_to_folio } from "../machine/folio.ts";
import { entries_safe, type ListHead, list_del } from "../machine/list.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import {
  __folio_test_movable,
  folio_clear_isolated,
  folio_movable_ops,
  folio_test_isolated,
  folio_test_movable,
} from "./movable.ts";
import { unlock_isolated } from "./unlock.ts";

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
    if (k.guard("putback:test") && __folio_test_movable(folio)) {
      yield* putback_one(folio);
    } else {
      yield "putback:lru";
      yield* folio_putback_lru(folio);
    }
    yield "putback:next";
  }
});

/** The body of the loop. */
const putback_one = enclosed(function* (folio: Folio): Steps {
  const { k } = folio.memory;
  VM_BUG_ON(k, !folio_test_isolated(folio), "!PageIsolated(page)");
  if (!k.guard("putback:flag-under-lock")) yield* clear_flag(folio);
  yield "putback:lock";
  yield* folio_lock(folio);

  if (!k.guard("putback:flag-after-callback")) yield* clear_flag(folio);
  yield "putback:call-ops";
  // A released page has no driver any more to give it back to.
  if (!k.guard("putback:released") || folio_test_movable(folio)) yield* putback_movable_folio(folio);
  else if (ELSEWHERE.every((guard) => k.guard(guard))) yield* clear_flag(folio);
  yield "putback:unlock";
  unlock_isolated(folio);
  if (!k.guard("putback:flag-before-unlock")) yield* clear_flag(folio);

  yield "putback:put";
  folio_put(folio);
  if (!k.guard("putback:flag-before-put")) yield* clear_flag(folio);
});

function* putback_movable_folio(folio: Folio): Steps {
  const { k } = folio.memory;
  yield* k.call(folio_movable_ops(folio).putback_page, "mops->putback_page")(folio.page);
  if (ELSEWHERE.every((guard) => k.guard(guard))) yield* clear_flag(folio);
}

const clear_flag = enclosed(function* (folio: Folio): Steps {
  yield "putback:clear-flag";
  yield* folio_clear_isolated(folio);
});
