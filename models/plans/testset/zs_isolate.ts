/** zs_page_isolate() of `flags`, which had the page lock from the core and now takes it for itself: the zspage may be freed at any moment. */

import { MovableOperations } from "../../flags/movable.ts";
import { unlock_page } from "../../flags/unlock.ts";
import type { Kernel } from "../../machine/kernel.ts";
import { trylock_page } from "../../machine/lock.ts";
import type { Page } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";
import { page_zpdesc } from "../../machine/zpdesc.ts";

/** In the table that `flags` made. */
export function zsmalloc_isolates_itself(k: Kernel): void {
  new MovableOperations(k.memory, k.symbol("zsmalloc_mops")).isolate_page = k.textAddress(zs_page_isolate);
}

const zs_page_isolate = kernel("zs_page_isolate", function* (page: Page, _mode: number): Steps<boolean> {
  const { k } = page.memory;
  const locks = !k.differs("zs-asks-unlocked");
  if (locks && !trylock_page(page)) return false;
  yield "isolate:recheck";
  const has_zspage = !k.guard("isolate:recheck") || page_zpdesc(page).zspage !== 0;
  if (locks) unlock_page(page);
  return has_zspage;
});
