/** compact_zone() with the free scanner of `flags`. */
import type { CompactResult, MigrateMode } from "../../era.ts";
import { compaction_alloc, compaction_free, release_free_page } from "../../flags/compaction.ts";
import { compact_zone } from "../../machine/compaction.ts";
import type { Page } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import type { Zone } from "../../machine/zone.ts";
import { isolate_movable_ops_page } from "./isolate.ts";
import { PageIsolated } from "./page_isolated.ts";
import { page_is_movable } from "./word.ts";

export function compact(zone: Zone, mode: MigrateMode): Steps<CompactResult> {
  return compact_zone(zone, mode, {
    isolate: isolate_if_movable,
    release: release_free_page,
    alloc: compaction_alloc,
    free: compaction_free,
  });
}

/** Both tests are hints. */
export function* isolate_if_movable(page: Page): Steps<boolean> {
  const { k } = page.memory;
  if (!page_is_movable(page)) return false;
  if (k.guard("compact:skip-isolated") && PageIsolated(page)) return false;
  return yield* isolate_movable_ops_page(page, 0);
}
