/** mm/migrate.c:isolate_movable_ops_page(), 6.17. Callers hold no spinlock and no lock of the page. */

import { VM_WARN_ON_ONCE, WARN_ON_ONCE } from "../machine/bug.ts";
import {
  type Folio,
  folio_get,
  folio_lock,
  folio_put,
  folio_try_get,
  folio_trylock,
  page_folio,
} from "../machine/folio.ts";
import type { Page } from "../machine/page.ts";
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
    const folio = page_folio(page);
    yield "isolate:pin";
    // Without a reference the frame could change hands under us. A plain get_page() would revive a free page.
    if (k.guard("isolate:pin")) {
      if (!folio_try_get(folio)) return false;
    } else {
      folio_get(folio);
    }

    yield "isolate:test";
    // Owners of fresh pages assume that nobody else touches PG_locked, so ask before trying the lock.
    if (k.guard("isolate:test") && !page_has_movable_ops(page)) return yield* put_and_fail(folio);

    yield "isolate:trylock";
    // Never sleep here: the task may be inside a driver that holds this very lock.
    if (k.guard("isolate:trylock")) {
      if (!folio_trylock(folio)) return yield* put_and_fail(folio);
    } else {
      yield* folio_lock(folio);
    }

    yield "isolate:recheck";
    // Whether the owner released the page meanwhile is for the driver to say: the mark cannot change.
    VM_WARN_ON_ONCE(k, !page_has_movable_ops(page), "!page_has_movable_ops(page)");
    if (k.guard("isolate:recheck-isolated") && PageMovableOpsIsolated(page)) return yield* unlock_and_fail(folio);
    const mops = page_movable_ops(page);
    if (WARN_ON_ONCE(k, mops.addr === 0, "!mops")) return yield* unlock_and_fail(folio);
    if (!k.guard("isolate:lock-held")) folio_unlock(folio);

    yield "isolate:call-ops";
    const isolated = yield* k.call(mops.isolate_page, "mops->isolate_page")(page, mode);
    if (!k.guard("isolate:lock-held")) yield* folio_lock(folio);
    if (!isolated) return yield* unlock_and_fail(folio);

    yield "isolate:set-flag";
    VM_WARN_ON_ONCE(k, PageMovableOpsIsolated(page), "PageMovableOpsIsolated(page)");
    yield* SetPageMovableOpsIsolated(page);

    yield "isolate:unlock";
    folio_unlock(folio);
    return true;
  },
);

function* unlock_and_fail(folio: Folio): Steps<boolean> {
  const { k } = folio.memory;
  yield "isolate:back-off";
  if (k.guard("put:unlock-first")) folio_unlock(folio);
  const rc = yield* put_and_fail(folio);
  if (!k.guard("put:unlock-first")) folio_unlock(folio);
  return rc;
}

/** This put may be the last one, and free the page: the owner may have let go meanwhile. */
function* put_and_fail(folio: Folio): Steps<boolean> {
  const { k } = folio.memory;
  yield "isolate:put";
  if (k.guard("isolate:put")) folio_put(folio);
  return false;
}
