import { page_has_movable_ops } from "../../flags/movable.ts";
import { offsetOf } from "../../machine/layout.ts";
import type { Addr } from "../../machine/memory.ts";
import type { Page } from "../../machine/page.ts";
import { PGTY_zsmalloc } from "../../machine/page-type.ts";
import { BalloonDevInfo } from "./balloon_compaction.ts";
import { MEMDESC_MOVABLE } from "./movable.ts";

/** A page of a balloon leads to the callbacks in the balloon itself; a page of zsmalloc has a word for its zspage. */
export function owner(page: Page): Addr {
  const { k } = page.memory;
  if (!page_has_movable_ops(page)) return 0;
  if (k.types.test(page, PGTY_zsmalloc)) return page.private;
  const mops = page.mapping - MEMDESC_MOVABLE;
  return mops === 0 ? 0 : mops - offsetOf(BalloonDevInfo, "mops");
}
