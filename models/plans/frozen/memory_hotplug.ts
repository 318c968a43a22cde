/** Offlining as in `flags`, but that a frozen page is found by its word, and isolated without a reference. */

import { EBUSY, ENOENT, MIGRATE_SYNC, MR_MEMORY_HOTPLUG } from "../../era.ts";
import { isolate_folio_to_list } from "../../flags/isolate_folio.ts";
import { start_isolate_page_range } from "../../flags/page_isolation.ts";
import { folio_put, folio_try_get, page_folio } from "../../machine/folio.ts";
import type { Kernel } from "../../machine/kernel.ts";
import { type ListHead, list_empty } from "../../machine/list.ts";
import { offline_memory_block } from "../../machine/memory_hotplug.ts";
import { alloc_migration_target } from "../../machine/migration_target.ts";
import { type Page, page_count, pfn_to_page } from "../../machine/page.ts";
import { PageHWPoison, PageLRU } from "../../machine/page-flags.ts";
import { PGTY_offline } from "../../machine/page-type.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { isolate_movable_ops_page } from "./isolate.ts";
import { hold } from "./isolated.ts";
import { migrate_pages } from "./migrate.ts";
import { putback_movable_pages } from "./putback.ts";
import { number_of, page_is_movable, read_word } from "./word.ts";

export function offline(k: Kernel, block: number): Steps<number> {
  return offline_memory_block(k, block, { start_isolate_page_range, scan_movable_pages, do_migrate_range });
}

/** A page of a balloon has no reference either, and is nobody's to take. */
export function has_let_go(page: Page): boolean {
  return page.memory.k.differs("count-says-gone") || number_of(read_word(page)) === 0;
}

const scan_movable_pages = kernel("scan_movable_pages", (k: Kernel, start: number, end: number): number => {
  for (let pfn = start; pfn < end; pfn++) {
    const page = pfn_to_page(k, pfn);
    if (PageLRU(page) || page_is_movable(page)) return pfn;
    // A poisoned page of a balloon keeps its type.
    if (!k.types.test(page, PGTY_offline) || PageHWPoison(page)) continue;
    // virtio-mem keeps a reference until it is told that the block goes.
    if (page_count(page) > 0 || !has_let_go(page)) return -EBUSY;
  }
  return -ENOENT;
});

const do_migrate_range = kernel(
  "do_migrate_range",
  on_stack(function* (stack, k: Kernel, start: number, end: number): Steps {
    yield "offline:first";
    const source = stack.list("source");
    for (let pfn = start; pfn < end; pfn++) {
      yield* isolate_one(pfn_to_page(k, pfn), source);
      yield "offline:get";
    }
    if (list_empty(source)) return;
    const rc = yield* migrate_pages(source, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_MEMORY_HOTPLUG);
    if (rc !== 0) yield* putback_movable_pages(source);
  }),
);

function* isolate_one(page: Page, source: ListHead): Steps {
  if (page_is_movable(page)) {
    if (yield* isolate_movable_ops_page(page, 0)) hold(page, source);
    return;
  }
  const folio = page_folio(page);
  if (!folio_try_get(folio)) return;
  if (!PageHWPoison(page)) yield* isolate_folio_to_list(folio, source);
  yield "offline:put";
  folio_put(folio);
}
