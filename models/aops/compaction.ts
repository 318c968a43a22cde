/** The parts of mm/compaction.c, 5.10, that know about movable pages. */
import type { CompactResult, MigrateMode } from "../era.ts";
import { CompactControl, compact_zone, isolate_freepages, take_free_page } from "../machine/compaction.ts";
import { list_add } from "../machine/list.ts";
import type { Addr } from "../machine/memory.ts";
import type { Page } from "../machine/page.ts";
import { prep_new_page } from "../machine/page_alloc.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import type { Zone } from "../machine/zone.ts";
import { isolate_movable_page } from "./isolate.ts";
import { __PageMovable, PageIsolated } from "./movable.ts";
import { __free_page } from "./page_alloc.ts";

export function compact(zone: Zone, mode: MigrateMode): Steps<CompactResult> {
  return compact_zone(zone, mode, {
    isolate: isolate_if_movable,
    release: __free_page,
    alloc: compaction_alloc,
    free: compaction_free,
  });
}

/** Both tests are hints: no lock, no reference. The isolate function asks again. */
export function* isolate_if_movable(page: Page): Steps<boolean> {
  const { k } = page.memory;
  if (!__PageMovable(page)) return false;
  if (k.guard("compact:skip-isolated") && PageIsolated(page)) return false;
  return (yield* isolate_movable_page(page, 0)) === 0;
}

/** Pages of the free scanner are already prepared: one reference each. */
const compaction_alloc = kernel("compaction_alloc", function* (src: Page, data: Addr): Steps<Page | null> {
  const cc = new CompactControl(src.memory, data);
  yield* isolate_freepages(cc, prep_new_page);
  return take_free_page(cc);
});

/** Straight back on the scanner's list, unchecked. */
const compaction_free = kernel("compaction_free", function* (dst: Page, data: Addr): Steps {
  const cc = new CompactControl(dst.memory, data);
  list_add(dst.lru, cc.freepages);
});
