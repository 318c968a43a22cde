/** The parts of mm/memory_hotplug.c, 6.17, that know about movable pages. */

import { EBUSY, ENOENT, MIGRATE_SYNC, MR_MEMORY_HOTPLUG } from "../era.ts";
import { folio_put, folio_try_get, page_folio } from "../machine/folio.ts";
import type { Kernel } from "../machine/kernel.ts";
import { list_empty } from "../machine/list.ts";
import { offline_memory_block } from "../machine/memory_hotplug.ts";
import { alloc_migration_target } from "../machine/migration_target.ts";
import { page_count, pfn_to_page } from "../machine/page.ts";
import { PageHWPoison, PageLRU } from "../machine/page-flags.ts";
import { PGTY_offline } from "../machine/page-type.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { isolate_folio_to_list } from "./isolate_folio.ts";
import { page_has_movable_ops } from "./movable.ts";
import { start_isolate_page_range } from "./page_isolation.ts";

export function offline(k: Kernel, block: number): Steps<number> {
  return offline_memory_block(k, block, { start_isolate_page_range, scan_movable_pages, do_migrate_range });
}

/** Without locks and references. Frame of the next page that must leave; -ENOENT: none; -EBUSY: one that never will. */
export const scan_movable_pages = kernel("scan_movable_pages", (k: Kernel, start: number, end: number): number => {
  for (let pfn = start; pfn < end; pfn++) {
    const page = pfn_to_page(k, pfn);
    if (PageLRU(page)) return pfn;
    // An inflated balloon page is both: movable, and PageOffline with a reference. So this test comes first.
    const stuck = k.types.test(page, PGTY_offline) && page_count(page) > 0;
    if (!k.guard("offline:movable-first") && stuck) return -EBUSY;
    if (page_has_movable_ops(page)) return pfn;
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
      const folio = page_folio(page);
      if (!folio_try_get(folio)) continue;
      if (!PageHWPoison(page)) yield* isolate_folio_to_list(folio, source);
      yield "offline:put";
      folio_put(folio);
      yield "offline:get";
    }
    if (!list_empty(source)) {
      const rc = yield* k.era.migrate_pages(source, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_MEMORY_HOTPLUG);
      if (rc !== 0) yield* k.era.putback_movable_pages(source);
    }
  }),
);
