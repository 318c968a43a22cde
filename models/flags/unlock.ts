/** mm/filemap.c:folio_unlock(), and unlock_page() on top of it, as this era's traces show them. */
import { type Folio, page_folio } from "../machine/folio.ts";
import { unlock } from "../machine/lock.ts";
import type { Page } from "../machine/page.ts";
import { kernel } from "../machine/trace.ts";
import { type Zpdesc, zpdesc_folio } from "../machine/zpdesc.ts";

export const folio_unlock = kernel("folio_unlock", (folio: Folio): void => unlock(folio.page));
/** mm/folio-compat.c. */
export const unlock_page = kernel("unlock_page", (page: Page): void => folio_unlock(page_folio(page)));
/** mm/zpdesc.h. */
export function zpdesc_unlock(zpdesc: Zpdesc): void {
  folio_unlock(zpdesc_folio(zpdesc));
}
