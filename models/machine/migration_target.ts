/** mm/migrate.c:alloc_migration_target(): targets straight from the page allocator. An unused one goes back by a plain put. */
import { is_zone_movable_page, type Page } from "./page.ts";
import { alloc_page, GFP_HIGHUSER_MOVABLE, GFP_KERNEL } from "./page_alloc.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";

/** Only what came from ZONE_MOVABLE may go there: __GFP_HIGHMEM is added for such a source alone. */
export const alloc_migration_target = kernel("alloc_migration_target", function* (src: Page): Steps<Page | null> {
  const { k } = src.memory;
  return alloc_page(k, is_zone_movable_page(src) ? GFP_HIGHUSER_MOVABLE : GFP_KERNEL);
});
