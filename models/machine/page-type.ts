/**
 * `page->page_type` overlays `_mapcount`; UINT_MAX means "no type". Two encodings matter here:
 * up to 6.9 a type is a bit that is CLEARED in a mask of ones, so several types can be down at once;
 * from 6.12 the top byte is a number, so a page has at most one type. include/linux/page-flags.h.
 */
import { keysOf } from "../keys.ts";
import { data_race } from "./access.ts";
import type { Page } from "./page.ts";

/** enum pagetype, of which these matter here. Up to 6.9 the kernel has them as bits: PG_buddy, PG_offline. */
export const PGTY_buddy = "buddy";
export const PGTY_offline = "offline";
export const PGTY_slab = "slab";
export const PGTY_zsmalloc = "zsmalloc";
export type PageTypeName = typeof PGTY_buddy | typeof PGTY_offline | typeof PGTY_slab | typeof PGTY_zsmalloc;

export interface PageTypes {
  has_type(page: Page): boolean;
  test(page: Page, type: PageTypeName): boolean;
  set(page: Page, type: PageTypeName): void;
  clear(page: Page, type: PageTypeName): void;
  /** The type's name from the raw word, for views. */
  describe(word: number): PageTypeName | undefined;
}

export const NO_TYPE = -1;

/** 4.18 to 6.9: PAGE_TYPE_BASE 0xf0000000. zsmalloc has no type: the word holds the offset of the first object. */
const PAGE_TYPE_BASE = 0xf0000000 | 0;
/** A word above this is a mapcount, not a type. */
const PAGE_MAPCOUNT_RESERVE = -128;
const MASK_BITS = { [PGTY_buddy]: 0x80, [PGTY_offline]: 0x100 } as const;

export const maskedPageTypes: PageTypes = {
  has_type: (page) => (page.page_type | 0) < PAGE_MAPCOUNT_RESERVE,
  test: (page, type) => (page.page_type & (PAGE_TYPE_BASE | maskBit(type))) === PAGE_TYPE_BASE,
  set: (page, type) => {
    page.page_type = page.page_type & ~maskBit(type);
  },
  clear: (page, type) => {
    page.page_type = page.page_type | maskBit(type);
  },
  describe: (word) => keysOf(MASK_BITS).find((type) => (word & (PAGE_TYPE_BASE | MASK_BITS[type])) === PAGE_TYPE_BASE),
};

function maskBit(type: PageTypeName): number {
  if (type === PGTY_buddy || type === PGTY_offline) return MASK_BITS[type];
  throw new TypeError(`kernels before 6.10 have no page type "${type}"`);
}

/** 6.12 on: enum pagetype << 24. The low 24 bits belong to the owner (zsmalloc keeps the first object's offset there). */
export const PGTY = {
  [PGTY_buddy]: 0xf0,
  [PGTY_offline]: 0xf1,
  [PGTY_slab]: 0xf5,
  [PGTY_zsmalloc]: 0xf6,
} as const;

const PGTY_MAPCOUNT_UNDERFLOW = 0xff;

export const topBytePageTypes: PageTypes = {
  has_type: (page) => data_race(page, "page_type") < PGTY_MAPCOUNT_UNDERFLOW << 24,
  test: (page, type) => data_race(page, "page_type") >>> 24 === PGTY[type],
  set: (page, type) => {
    page.page_type = (PGTY[type] << 24) | 0;
  },
  clear: (page, type) => {
    if (data_race(page, "page_type") >>> 24 === PGTY[type]) page.page_type = NO_TYPE;
  },
  describe: (word) => keysOf(PGTY).find((type) => word >>> 24 === PGTY[type]),
};
