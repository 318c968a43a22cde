/** The parts of mm/memory_hotplug.c, 5.10, that know about movable pages. */

import { EBUSY, ENOENT, MIGRATE_SYNC, MR_MEMORY_HOTPLUG } from "../era.ts";
import type { Kernel } from "../machine/kernel.ts";
import { list_add_tail, list_empty } from "../machine/list.ts";
import { isolate_lru_page } from "../machine/lru.ts";
import { offline_memory_block } from "../machine/memory_hotplug.ts";
import { alloc_migration_target } from "../machine/migration_target.ts";
import { get_page_unless_zero, type Page, page_count, pfn_to_page } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import { PageHWPoison, PageLRU } from "../machine/page-flags.ts";
import { PGTY_offline } from "../machine/page-type.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import { isolate_movable_page } from "./isolate.ts";
import { migrate_pages } from "./migrate.ts";
import { __PageMovable } from "./movable.ts";
import { start_isolate_page_range } from "./page_isolation.ts";
import { putback_movable_pages } from "./putback.ts";

export function offline(k: Kernel, block: number): Steps<number> {
  return offline_memory_block(k, block, { start_isolate_page_range, scan_movable_pages, do_migrate_range });
}

/** Without locks and references. Frame of the next page that must leave; -ENOENT: none; -EBUSY: one that never will. */
const scan_movable_pages = kernel("scan_movable_pages", (k: Kernel, start: number, end: number): number => {
  for (let pfn = start; pfn < end; pfn++) {
    const page = pfn_to_page(k, pfn);
    if (PageLRU(page)) return pfn;
    // An inflated balloon page is both: movable, and PageOffline with a reference. So this test comes first.
    const stuck = k.types.test(page, PGTY_offline) && page_count(page) > 0;
    if (!k.guard("offline:movable-first") && stuck) return -EBUSY;
    if (__PageMovable(page)) return pfn;
    // Without a reference its driver agreed to lose it; with one, and not movable, it stays for ever.
    if (stuck) return -EBUSY;
  }
  return -ENOENT;
});

/** First isolates all that can be isolated, then migrates it in one go. Failures show in the next scan. */
const do_migrate_range = kernel(
  "do_migrate_range",
  on_stack(function* (stack, k: Kernel, start: number, end: number): Steps {
    yield "offline:first";
    const source = stack.list("source");
    for (let pfn = start; pfn < end; pfn++) {
      const page = pfn_to_page(k, pfn);
      if (PageHWPoison(page) || !get_page_unless_zero(page)) continue;
      if (yield* isolate_page(page)) list_add_tail(page.lru, source);
      yield "offline:put";
      put_page(page);
      yield "offline:get";
    }
    if (!list_empty(source)) {
      const rc = yield* migrate_pages(source, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_MEMORY_HOTPLUG);
      if (rc !== 0) yield* putback_movable_pages(source);
    }
  }),
);

/** No test for movable first: isolate_movable_page() makes it itself. */
function* isolate_page(page: Page): Steps<boolean> {
  const { k } = page.memory;
  yield "isolate:kind";
  if (PageLRU(page)) {
    yield "lru:isolate";
    return isolate_lru_page(page);
  }
  if ((yield* isolate_movable_page(page, 0)) !== 0) return false;
  if (!k.guard("isolate:account-lru-only")) mod_isolated(page, 1);
  return true;
}
