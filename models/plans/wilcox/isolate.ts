/** isolate_movable_ops_page() of `flags`, for pages that are not folios. What the owner let go of leads to no callbacks. */

import {
  PageMovableOpsIsolated,
  page_has_movable_ops,
  page_movable_ops,
  SetPageMovableOpsIsolated,
} from "../../flags/movable.ts";
import { unlock_page } from "../../flags/unlock.ts";
import { VM_WARN_ON_ONCE } from "../../machine/bug.ts";
import { lock_page, trylock_page } from "../../machine/lock.ts";
import { get_page, get_page_unless_zero, type Page } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";

export const isolate_movable_ops_page = kernel(
  "isolate_movable_ops_page",
  function* (page: Page, mode: number): Steps<boolean> {
    const { k } = page.memory;
    yield "isolate:pin";
    if (k.guard("isolate:pin")) {
      if (!get_page_unless_zero(page)) return false;
    } else {
      get_page(page);
    }

    yield "isolate:test";
    if (k.guard("isolate:test") && !page_has_movable_ops(page)) return yield* put_and_fail(page);

    yield "isolate:trylock";
    if (k.guard("isolate:trylock")) {
      if (!trylock_page(page)) return yield* put_and_fail(page);
    } else {
      yield* lock_page(page);
    }

    yield "isolate:recheck";
    if (k.guard("isolate:recheck-isolated") && PageMovableOpsIsolated(page)) return yield* unlock_and_fail(page);
    const mops = page_movable_ops(page);
    // As in 2022: between the test and the lock its owner emptied the descriptor.
    if (k.guard("isolate:recheck") && mops.addr === 0) return yield* unlock_and_fail(page);
    if (!k.guard("isolate:lock-held")) unlock_page(page);

    yield "isolate:call-ops";
    const isolated = yield* k.call(mops.isolate_page, "mops->isolate_page")(page, mode);
    if (!k.guard("isolate:lock-held")) yield* lock_page(page);
    if (!isolated) return yield* unlock_and_fail(page);

    yield "isolate:set-flag";
    VM_WARN_ON_ONCE(k, PageMovableOpsIsolated(page), "PageMovableOpsIsolated(page)");
    yield* SetPageMovableOpsIsolated(page);

    yield "isolate:unlock";
    unlock_page(page);
    return true;
  },
);

function* unlock_and_fail(page: Page): Steps<boolean> {
  const { k } = page.memory;
  yield "isolate:back-off";
  if (k.guard("put:unlock-first")) unlock_page(page);
  const rc = yield* put_and_fail(page);
  if (!k.guard("put:unlock-first")) unlock_page(page);
  return rc;
}

function* put_and_fail(page: Page): Steps<boolean> {
  const { k } = page.memory;
  yield "isolate:put";
  if (k.guard("isolate:put")) put_page(page);
  return false;
}
