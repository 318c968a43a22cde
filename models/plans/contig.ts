/** __alloc_contig_migrate_range() of `flags`, for plans that isolate and reclaim in their own way. */
import { EBUSY, ENOMEM, MIGRATE_SYNC, MR_CONTIG_RANGE } from "../era.ts";
import { TRIES } from "../flags/contig.ts";
import { CompactControl, isolate_migratepages_block } from "../machine/compaction.ts";
import type { Kernel } from "../machine/kernel.ts";
import { INIT_LIST_HEAD, type ListHead, list_empty } from "../machine/list.ts";
import { alloc_migration_target } from "../machine/migration_target.ts";
import type { Page } from "../machine/page.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";

export function migrate_range_with(
  isolate: (page: Page) => Steps<boolean>,
  reclaim_clean_pages_from_list: (list: ListHead) => Steps,
): (k: Kernel, start: number, end: number) => Steps<number> {
  return kernel(
    "__alloc_contig_migrate_range",
    on_stack(function* (stack, k: Kernel, start: number, end: number): Steps<number> {
      yield "contig:scan";
      const cc = stack.alloc(CompactControl, "compact_control");
      INIT_LIST_HEAD(cc.freepages);
      INIT_LIST_HEAD(cc.migratepages);
      cc.migrate_pfn = start;
      cc.free_pfn = end;
      let rc = 0;
      let tries = 0;
      while (cc.migrate_pfn < end || !list_empty(cc.migratepages)) {
        if (list_empty(cc.migratepages)) {
          if ((yield* isolate_migratepages_block(cc, isolate)) === 0) break;
          tries = 0;
        } else if (++tries === TRIES) {
          rc = rc < 0 ? rc : -EBUSY;
          break;
        }
        const { migratepages } = cc;
        yield* reclaim_clean_pages_from_list(migratepages);
        rc = yield* k.era.migrate_pages(migratepages, alloc_migration_target, null, 0, MIGRATE_SYNC, MR_CONTIG_RANGE);
        if (rc === -ENOMEM) break;
      }
      if (rc < 0) yield* k.era.putback_movable_pages(cc.migratepages);
      return Math.min(rc, 0);
    }),
  );
}
