/** isolate_movable_ops_page() of `flags`, with the flag in place of the page lock: whoever sets it has the page until it is cleared. */
import { page_has_movable_ops, page_movable_ops } from "../../flags/movable.ts";
import { WARN_ON_ONCE } from "../../machine/bug.ts";
import { get_page, get_page_unless_zero, type Page } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import { clear_bit, set_bit, test_and_set_bit, test_bit } from "../../machine/page-flags.ts";
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
    // The bit is PG_reclaim on any other page, so nobody may set it before this.
    if (k.guard("isolate:test") && !page_has_movable_ops(page)) return yield* put_and_fail(page);

    yield "isolate:claim";
    if (!(yield* claim(page))) return yield* put_and_fail(page);

    yield "isolate:ask";
    const mops = page_movable_ops(page);
    if (WARN_ON_ONCE(k, mops.addr === 0, "!mops")) return yield* unclaim_and_fail(page);
    const isolated = yield* k.call(mops.isolate_page, "mops->isolate_page")(page, mode);
    if (!isolated) return yield* unclaim_and_fail(page);
    return true;
  },
);

/** False: somebody else has the page. Without its guard, the flag is set whatever it was; as two operations, others come in between. */
function* claim(page: Page): Steps<boolean> {
  const { k } = page.memory;
  const asks = k.guard("isolate:recheck-isolated");
  if (k.guard("isolated:atomic")) return !test_and_set_bit(page, k.flags.PG_reclaim) || !asks;
  if (asks && test_bit(page, k.flags.PG_reclaim)) return false;
  yield "isolate:claim-store";
  set_bit(page, k.flags.PG_reclaim);
  return true;
}

function* unclaim_and_fail(page: Page): Steps<boolean> {
  yield "isolate:unclaim";
  clear_bit(page, page.memory.k.flags.PG_reclaim);
  return yield* put_and_fail(page);
}

/** This put may be the last one. */
function* put_and_fail(page: Page): Steps<boolean> {
  const { k } = page.memory;
  yield "isolate:put";
  if (k.guard("isolate:put")) put_page(page);
  return false;
}
