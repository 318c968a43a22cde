/** The parts of mm/compaction.c, 6.17, that know about movable pages. */
import type { CompactResult, MigrateMode } from "../era.ts";
import { CompactControl, compact_zone, isolate_freepages, take_free_page } from "../machine/compaction.ts";
import { list_add } from "../machine/list.ts";
import type { Addr } from "../machine/memory.ts";
import type { Page } from "../machine/page.ts";
import { prep_new_page, put_page_testzero } from "../machine/page_alloc.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import type { Zone } from "../machine/zone.ts";
import { PageMovableOpsIsolated, page_has_movable_ops } from "./movable.ts";
import { __free_page, free_pages_prepare } from "./page_alloc.ts";

export function compact(zone: Zone, mode: MigrateMode): Steps<CompactResult> {
  return compact_zone(zone, mode, {
    isolate: isolate_if_movable,
    release: release_free_page,
    alloc: compaction_alloc,
    free: compaction_free,
  });
}

/** Both tests are hints: no lock, no reference. The isolate function asks again. */
export function* isolate_if_movable(page: Page): Steps<boolean> {
  const { k } = page.memory;
  if (!page_has_movable_ops(page)) return false;
  if (k.guard("compact:skip-isolated") && PageMovableOpsIsolated(page)) return false;
  return yield* k.era.isolate(page, 0);
}

/** Pages of the free scanner are as the buddy allocator left them; each is prepared when it is handed out. */
export const compaction_alloc = kernel("compaction_alloc", function* (src: Page, data: Addr): Steps<Page | null> {
  const cc = new CompactControl(src.memory, data);
  yield* isolate_freepages(cc);
  yield "compact:take";
  const page = take_free_page(cc);
  return page === null ? null : prep_new_page(page);
});

/** Back on the scanner's list, if this was the last reference. Before June 2026 also a page that the free path refuses: reported, and used again. */
export const compaction_free = kernel("compaction_free", function* (dst: Page, data: Addr): Steps {
  const cc = new CompactControl(dst.memory, data);
  const { k } = dst.memory;
  if (!put_page_testzero(dst)) return;
  const accepted = free_pages_prepare(dst);
  if (accepted || !k.differs("compaction-free-listens")) list_add(dst.lru, cc.freepages);
});

/** release_free_list(): made like an allocated page first, so that it goes the way of one. */
export function release_free_page(page: Page): void {
  __free_page(prep_new_page(page));
}
