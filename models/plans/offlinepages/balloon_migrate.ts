/** balloon_page_migrate() of `flags`, but that nobody has locked the two pages. */
import { ENOENT, type MigrateMode } from "../../era.ts";
import { balloon_page_device, balloon_page_replace } from "../../flags/balloon_compaction.ts";
import { MovableOperations } from "../../flags/movable.ts";
import type { Kernel } from "../../machine/kernel.ts";
import type { Page } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";

/** In the table that `flags` made. */
export function balloons_move_unlocked(k: Kernel): void {
  new MovableOperations(k.memory, k.symbol("balloon_mops")).migrate_page = k.textAddress(balloon_page_migrate);
}

const balloon_page_migrate = kernel(
  "balloon_page_migrate",
  function* (newpage: Page, page: Page, mode: MigrateMode): Steps<number> {
    const balloon = balloon_page_device(page);
    const rc = yield* balloon.memory.k.call(balloon.migratepage, "balloon->migratepage")(balloon, newpage, page, mode);
    if (!balloon.memory.k.differs("core-migrates") || (rc < 0 && rc !== -ENOENT)) return rc;
    yield* balloon_page_replace(balloon, newpage, page, rc === 0);
    return 0;
  },
);
