/** Offlining as in `flags`, but for the list that pages are isolated to. */
import { MIGRATE_SYNC, MR_MEMORY_HOTPLUG } from "../../era.ts";
import { scan_movable_pages } from "../../flags/memory_hotplug.ts";
import { start_isolate_page_range } from "../../flags/page_isolation.ts";
import type { Kernel } from "../../machine/kernel.ts";
import { list_empty } from "../../machine/list.ts";
import { offline_memory_block } from "../../machine/memory_hotplug.ts";
import { alloc_migration_target } from "../../machine/migration_target.ts";
import { get_page_unless_zero, pfn_to_page } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import { PageHWPoison } from "../../machine/page-flags.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { isolate_page_to_list } from "./isolate_page.ts";
import { migrate_pages } from "./migrate.ts";
import { putback_movable_pages } from "./putback.ts";

export function offline(k: Kernel, block: number): Steps<number> {
  return offline_memory_block(k, block, { start_isolate_page_range, scan_movable_pages, do_migrate_range });
}

const do_migrate_range = kernel(
  "do_migrate_range",
  on_stack(function* (stack, k: Kernel, start: number, end: number): Steps {
    yield "offline:first";
    const source = stack.list("source");
    for (let pfn = start; pfn < end; pfn++) {
      const page = pfn_to_page(k, pfn);
      if (!get_page_unless_zero(page)) continue;
      if (!PageHWPoison(page)) yield* isolate_page_to_list(page, source);
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
