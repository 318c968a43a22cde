/** mm/migrate.c:isolate_movable_page(), 6.16. Callers hold no spinlock and no lock of the page. */
import { EBUSY } from "../era.ts";
import { VM_BUG_ON, WARN_ON_ONCE } from "../machine/bug.ts";
import type { Kernel } from "../machine/kernel.ts";
import { lock_page, trylock_page } from "../machine/lock.ts";
import { get_page, get_page_unless_zero, type Page } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { __PageMovable, PageIsolated, PageMovable, page_movable_ops, SetPageIsolated } from "./movable.ts";
import { unlock_isolated } from "./unlock.ts";

/** Success: true, or 0 as in 6.1. */
type Result = boolean | number;

/**
 * True: the caller has the page, with one reference more, unlocked, and links `lru` on a list of its own.
 * False: nothing changed. `mode` is only passed on; no driver in the tree looks at it.
 */
const isolate_movable_page = kernel("isolate_movable_page", function* (page: Page, mode: number): Steps<Result> {
  const { k } = page.memory;
  yield "isolate:pin";
  // Without a reference the frame could change hands under us. A plain get_page() would revive a free page.
  if (k.guard("isolate:pin")) {
    if (!get_page_unless_zero(page)) return result(k, false);
  } else {
    get_page(page);
  }

  // The word may be none of ours: a slab keeps its list there. It can become a slab between the two tests.
  if (k.differs("slab-guard")) {
    yield "isolate:slab";
    if (k.guard("isolate:slab-before") && k.types.test(page, "slab")) return yield* put_and_fail(page);
  }
  yield "isolate:test";
  // Owners of fresh pages assume that nobody else touches PG_locked, so ask before trying the lock.
  if (k.guard("isolate:test") && !__PageMovable(page)) return yield* put_and_fail(page);
  if (k.differs("slab-guard")) {
    yield "isolate:slab-again";
    if (k.guard("isolate:slab-after") && k.types.test(page, "slab")) return yield* put_and_fail(page);
  }

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
  const mops = page_movable_ops(page);
  if (k.differs("null-ops-fails") && WARN_ON_ONCE(k, mops.addr === 0, "!mops")) return yield* unlock_and_fail(page);
  VM_BUG_ON(k, mops.addr === 0, "!mops");
  if (!k.guard("isolate:lock-held")) unlock_isolated(page);

  yield "isolate:call-ops";
  const isolated = yield* k.call(mops.isolate_page, "mops->isolate_page")(page, mode);
  if (!k.guard("isolate:lock-held")) yield* lock_page(page);
  if (!isolated) return yield* unlock_and_fail(page);

  yield "isolate:set-flag";
  WARN_ON_ONCE(k, PageIsolated(page), "PageIsolated(page)");
  yield* SetPageIsolated(page);

  yield "isolate:unlock";
  unlock_isolated(page);
  return result(k, true);
});

function* unlock_and_fail(page: Page): Steps<Result> {
  const { k } = page.memory;
  yield "isolate:back-off";
  if (k.guard("put:unlock-first")) unlock_isolated(page);
  const rc = yield* put_and_fail(page);
  if (!k.guard("put:unlock-first")) unlock_isolated(page);
  return rc;
}

/** This put may be the last one, and free the page: the owner may have let go meanwhile. */
function* put_and_fail(page: Page): Steps<Result> {
  const { k } = page.memory;
  yield "isolate:put";
  if (k.guard("isolate:put")) put_page(page);
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
