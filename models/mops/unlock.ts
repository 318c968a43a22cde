/** mm/filemap.c:folio_unlock(), and unlock_page() on top of it, as this era's traces show them: who calls which differs by kernel. */
import { type Folio, page_folio } from "../machine/folio.ts";
import { unlock } from "../machine/lock.ts";
import type { Page } from "../machine/page.ts";
import { kernel } from "../machine/trace.ts";
import { type Zpdesc, zpdesc_folio, zpdesc_page } from "../machine/zpdesc.ts";

export const folio_unlock = kernel("folio_unlock", (folio: Folio): void => unlock(folio.page));
/** mm/folio-compat.c. */
export const unlock_page = kernel("unlock_page", (page: Page): void => folio_unlock(page_folio(page)));

/** mm/migrate.c: isolation and putback; mm/memory-failure.c: before either. */
export function unlock_isolated(folio: Folio): void {
  const { k } = folio.memory;
  if (k.differs("isolate-by-page")) unlock_page(folio.page);
  else folio_unlock(folio);
}
/** mm/zpdesc.h. */
export function zpdesc_unlock(zpdesc: Zpdesc): void {
  const { k } = zpdesc.memory;
  if (k.differs("zsmalloc-by-page")) unlock_page(zpdesc_page(zpdesc));
  else folio_unlock(zpdesc_folio(zpdesc));
}
