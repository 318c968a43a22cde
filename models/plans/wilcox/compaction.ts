/** compact_zone() with the free scanner of `flags`. */
import type { CompactResult, MigrateMode } from "../../era.ts";
import { compaction_alloc, compaction_free, release_free_page } from "../../flags/compaction.ts";
import { PageMovableOpsIsolated, page_has_movable_ops } from "../../flags/movable.ts";
import { compact_zone } from "../../machine/compaction.ts";
import type { Page } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import type { Zone } from "../../machine/zone.ts";
import { isolate_movable_ops_page } from "./isolate.ts";

export function compact(zone: Zone, mode: MigrateMode): Steps<CompactResult> {
  return compact_zone(zone, mode, {
    isolate: isolate_if_movable,
    release: release_free_page,
    alloc: compaction_alloc,
    free: compaction_free,
  });
}

export function* isolate_if_movable(page: Page): Steps<boolean> {
  const { k } = page.memory;
  if (!page_has_movable_ops(page)) return false;
  if (k.guard("compact:skip-isolated") && PageMovableOpsIsolated(page)) return false;
  return yield* isolate_movable_ops_page(page, 0);
}
