/** mm/migrate.c:isolate_movable_page(), 6.16. Callers hold no spinlock and no lock of the page. */

import { EBUSY } from "../era.ts";
import { smp_rmb } from "../machine/barrier.ts";
import { VM_BUG_ON, WARN_ON_ONCE } from "../machine/bug.ts";
import {
  type Folio,
  folio_get,
  folio_lock,
  folio_put,
  folio_try_get,
  folio_trylock,
  page_folio,
} from "../machine/folio.ts";
import type { Kernel } from "../machine/kernel.ts";
import type { Page } from "../machine/page.ts";
import { PGTY_slab } from "../machine/page-type.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import {
  __folio_test_movable,
  folio_movable_ops,
  folio_set_isolated,
  folio_test_isolated,
  folio_test_movable,
} from "./movable.ts";
import { unlock_isolated } from "./unlock.ts";

/** Success: true, or 0 as in 6.1. */
type Result = boolean | number;

/**
 * True: the caller has the page, with one reference more, unlocked, and links `lru` on a list of its own.
 * False: nothing changed. `mode` is only passed on; no driver in the tree looks at it.
 */
const isolate_movable_page = kernel("isolate_movable_page", function* (page: Page, mode: number): Steps<Result> {
  const { k } = page.memory;
  const folio = page_folio(page);
  yield "isolate:pin";
  // Without a reference the frame could change hands under us. A plain get_page() would revive a free page.
  if (k.guard("isolate:pin")) {
    if (!folio_try_get(folio)) return result(k, false);
  } else {
    folio_get(folio);
  }

  // The word may be none of ours: a slab keeps its list there. It can become a slab between the two tests.
  if (k.differs("slab-guard")) {
    yield "isolate:slab";
    if (k.guard("isolate:slab-before") && k.types.test(page, PGTY_slab)) return yield* put_and_fail(folio);
    // Pairs with the barrier where a slab is freed: no slab, and so no list in the word.
    if (k.guard("isolate:rmb-untype")) smp_rmb(folio);
  }
  yield "isolate:test";
  // Owners of fresh pages assume that nobody else touches PG_locked, so ask before trying the lock.
  if (k.guard("isolate:test") && !__folio_test_movable(folio)) return yield* put_and_fail(folio);
  if (k.differs("slab-guard")) {
    // Pairs with the barrier where a slab is allocated: a list in the word, and so a slab.
    if (k.guard("isolate:rmb-type")) smp_rmb(folio);
    yield "isolate:slab-again";
    if (k.guard("isolate:slab-after") && k.types.test(page, PGTY_slab)) return yield* put_and_fail(folio);
  }

  yield "isolate:trylock";
  // Never sleep here: the task may be inside a driver that holds this very lock.
  if (k.guard("isolate:trylock")) {
    if (!folio_trylock(folio)) return yield* put_and_fail(folio);
  } else {
    yield* folio_lock(folio);
  }

  yield "isolate:recheck";
  if (k.guard("isolate:recheck") && !folio_test_movable(folio)) return yield* unlock_and_fail(folio);
  if (k.guard("isolate:recheck-isolated") && folio_test_isolated(folio)) return yield* unlock_and_fail(folio);
  const mops = folio_movable_ops(folio);
  if (k.differs("null-ops-fails") && WARN_ON_ONCE(k, mops.addr === 0, "!mops")) return yield* unlock_and_fail(folio);
  VM_BUG_ON(k, mops.addr === 0, "!mops");
  if (!k.guard("isolate:lock-held")) unlock_isolated(folio);

  yield "isolate:call-ops";
  const isolated = yield* k.call(mops.isolate_page, "mops->isolate_page")(page, mode);
  if (!k.guard("isolate:lock-held")) yield* folio_lock(folio);
  if (!isolated) return yield* unlock_and_fail(folio);

  yield "isolate:set-flag";
  WARN_ON_ONCE(k, folio_test_isolated(folio), "PageIsolated(page)");
  yield* folio_set_isolated(folio);

  yield "isolate:unlock";
  unlock_isolated(folio);
  return result(k, true);
});

function* unlock_and_fail(folio: Folio): Steps<Result> {
  const { k } = folio.memory;
  yield "isolate:back-off";
  if (k.guard("put:unlock-first")) unlock_isolated(folio);
  const rc = yield* put_and_fail(folio);
  if (!k.guard("put:unlock-first")) unlock_isolated(folio);
  return rc;
}

/** This put may be the last one, and free the page: the owner may have let go meanwhile. */
function* put_and_fail(folio: Folio): Steps<Result> {
  const { k } = folio.memory;
  yield "isolate:put";
  if (k.guard("isolate:put")) folio_put(folio);
  return result(k, false);
}

function result(k: Kernel, isolated: boolean): Result {
  if (!k.differs("isolate-errno")) return isolated;
  return isolated ? 0 : -EBUSY;
}

/** As a question, whichever way the kernel answers it. */
export function* isolate(page: Page, mode: number): Steps<boolean> {
  const { k } = page.memory;
  const rc = yield* isolate_movable_page(page, mode);
  return k.differs("isolate-errno") ? rc === 0 : rc === true;
}
