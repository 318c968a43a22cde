/** mm/migrate.c:isolate_movable_ops_page(), 6.17. Callers hold no spinlock and no lock of the page. */
import { VM_WARN_ON_ONCE, WARN_ON_ONCE } from "../machine/bug.ts";
import { lock_page, trylock_page } from "../machine/lock.ts";
import { get_page, get_page_unless_zero, type Page } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import {
  PageMovableOpsIsolated,
  page_has_movable_ops,
  page_movable_ops,
  SetPageMovableOpsIsolated,
} from "./movable.ts";
import { folio_unlock } from "./unlock.ts";

/**
 * True: the caller has the page, with one reference more, unlocked, and links `lru` on a list of its own.
 * False: nothing changed. `mode` is only passed on; no driver in the tree looks at it.
 */
export const isolate_movable_ops_page = kernel(
  "isolate_movable_ops_page",
  function* (page: Page, mode: number): Steps<boolean> {
    const { k } = page.memory;
    yield "isolate:pin";
    // Without a reference the frame could change hands under us. A plain get_page() would revive a free page.
    if (k.guard("isolate:pin")) {
      if (!get_page_unless_zero(page)) return false;
    } else {
      get_page(page);
    }

    yield "isolate:test";
    // Owners of fresh pages assume that nobody else touches PG_locked, so ask before trying the lock.
    if (k.guard("isolate:test") && !page_has_movable_ops(page)) return yield* put_and_fail(page);

    yield "isolate:trylock";
    // Never sleep here: the task may be inside a driver that holds this very lock.
    if (k.guard("isolate:trylock")) {
      if (!trylock_page(page)) return yield* put_and_fail(page);
    } else {
      yield* lock_page(page);
    }

    yield "isolate:recheck";
    // Whether the owner released the page meanwhile is for the driver to say: the mark cannot change.
    VM_WARN_ON_ONCE(k, !page_has_movable_ops(page), "!page_has_movable_ops(page)");
    if (k.guard("isolate:recheck-isolated") && PageMovableOpsIsolated(page)) return yield* unlock_and_fail(page);
    const mops = page_movable_ops(page);
    if (WARN_ON_ONCE(k, mops.addr === 0, "!mops")) return yield* unlock_and_fail(page);
    if (!k.guard("isolate:lock-held")) folio_unlock(page);

    yield "isolate:call-ops";
    const isolated = yield* k.call(mops.isolate_page, "mops->isolate_page")(page, mode);
    if (!k.guard("isolate:lock-held")) yield* lock_page(page);
    if (!isolated) return yield* unlock_and_fail(page);

    yield "isolate:set-flag";
    VM_WARN_ON_ONCE(k, PageMovableOpsIsolated(page), "PageMovableOpsIsolated(page)");
    yield* SetPageMovableOpsIsolated(page);

    yield "isolate:unlock";
    folio_unlock(page);
    return true;
  },
);

function* unlock_and_fail(page: Page): Steps<boolean> {
  const { k } = page.memory;
  yield "isolate:back-off";
  if (k.guard("put:unlock-first")) folio_unlock(page);
  const rc = yield* put_and_fail(page);
  if (!k.guard("put:unlock-first")) folio_unlock(page);
  return rc;
}

/** This put may be the last one, and free the page: the owner may have let go meanwhile. */
function* put_and_fail(page: Page): Steps<boolean> {
  const { k } = page.memory;
  yield "isolate:put";
  if (k.guard("isolate:put")) put_page(page);
  return false;
}
