/** mm/migrate.c:isolate_movable_page(), 5.10. Callers hold no spinlock and no lock of the page. */
import { EBUSY } from "../era.ts";
import { VM_BUG_ON, WARN_ON_ONCE } from "../machine/bug.ts";
import { lock_page, trylock_page } from "../machine/lock.ts";
import { get_page, get_page_unless_zero, type Page } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { __PageMovable, __SetPageIsolated, PageIsolated, PageMovable, page_aops, page_mapping } from "./movable.ts";
import { unlock_page } from "./unlock.ts";

/**
 * 0: the caller has the page, with one reference more, unlocked, and links `lru` on a list of its own.
 * -EBUSY: nothing changed. `mode` is only passed on; no driver in the tree looks at it.
 */
export const isolate_movable_page = kernel("isolate_movable_page", function* (page: Page, mode: number): Steps<number> {
  const { k } = page.memory;
  yield "isolate:pin";
  // Without a reference the frame could change hands under us. A plain get_page() would revive a free page.
  if (k.guard("isolate:pin")) {
    if (!get_page_unless_zero(page)) return -EBUSY;
  } else {
    get_page(page);
  }

  yield "isolate:test";
  // Owners of fresh pages assume that nobody else touches PG_locked, so ask before trying the lock.
  if (k.guard("isolate:test") && !__PageMovable(page)) return yield* put_and_fail(page);

  yield "isolate:trylock";
  // Never sleep here: the task may be inside a driver that holds this very lock.
  if (k.guard("isolate:trylock")) {
    if (!trylock_page(page)) return yield* put_and_fail(page);
  } else {
    yield* lock_page(page);
  }

  yield "isolate:recheck";
  if (k.guard("isolate:recheck") && !PageMovable(page)) return yield* unlock_and_fail(page);
  if (k.guard("isolate:recheck-isolated") && PageIsolated(page)) return yield* unlock_and_fail(page);
  const mapping = page_mapping(page);
  VM_BUG_ON(k, mapping.addr === 0, "!mapping");
  if (!k.guard("isolate:lock-held")) unlock_page(page);

  yield "isolate:call-ops";
  const isolate_page = k.call(page_aops(mapping).isolate_page, "a_ops->isolate_page");
  const isolated = yield* isolate_page(page, mode);
  if (!k.guard("isolate:lock-held")) yield* lock_page(page);
  if (!isolated) return yield* unlock_and_fail(page);

  yield "isolate:set-flag";
  WARN_ON_ONCE(k, PageIsolated(page), "PageIsolated(page)");
  yield* __SetPageIsolated(page);

  yield "isolate:unlock";
  unlock_page(page);
  return 0;
});

function* unlock_and_fail(page: Page): Steps<number> {
  const { k } = page.memory;
  yield "isolate:back-off";
  if (k.guard("put:unlock-first")) unlock_page(page);
  const rc = yield* put_and_fail(page);
  if (!k.guard("put:unlock-first")) unlock_page(page);
  return rc;
}

/** This put may be the last one, and free the page: the owner may have let go meanwhile. */
function* put_and_fail(page: Page): Steps<number> {
  const { k } = page.memory;
  yield "isolate:put";
  if (k.guard("isolate:put")) put_page(page);
  return -EBUSY;
}
