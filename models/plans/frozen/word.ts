/**
 * All that a page of a balloon says of itself, in the word of its type: "stop using "struct page" members except page->type and 1/2 flags"
 * (<2612ac8a-d0a9-452b-a53d-75ffc6166224@redhat.com>). The type takes a byte of it; our reading puts the two flags into the rest, movable and isolated,
 * and the number of the balloon. Without a number it is an offline page like any other.
 *
 * The word is set by whoever is alone with the page. As long as others can come, it is changed by compare and exchange alone, or by whoever
 * has isolated the page.
 */
import { LOAD_ACQUIRE, ORDERED, STORE_RELEASE } from "../../machine/access.ts";
import { atomic } from "../../machine/atomic.ts";
import { offsetOf } from "../../machine/layout.ts";
import { Page } from "../../machine/page.ts";
import { PGTY, PGTY_offline } from "../../machine/page-type.ts";

const TYPE = offsetOf(Page, "page_type");
/** Of the balloon, from 1. */
const NUMBER = 0xffff;
const MOVABLE = 1 << 16;
const ISOLATED = 1 << 17;
/** Offline, and nobody's. */
export const OFFLINE = (PGTY[PGTY_offline] << 24) | 0;

export const ballooned = (number: number, movable: boolean): number => OFFLINE | number | (movable ? MOVABLE : 0);
export const with_isolated = (word: number): number => word | ISOLATED;

const is_offline = (word: number): boolean => word >>> 24 === PGTY[PGTY_offline];
export const number_of = (word: number): number => (is_offline(word) ? word & NUMBER : 0);
export const is_isolated = (word: number): boolean => (word & ISOLATED) !== 0;
export const is_movable = (word: number): boolean => is_offline(word) && (word & MOVABLE) !== 0;

export function read_word(page: Page): number {
  return page.memory.load(page.addr + TYPE, LOAD_ACQUIRE);
}
/** Whoever sees the new word sees what was done to the page before. */
export function set_word(page: Page, word: number): void {
  page.memory.store(page.addr + TYPE, word, STORE_RELEASE);
}
/** cmpxchg(). False: the word is another one by now. */
export const change_word = atomic((page: Page, from: number, to: number): boolean => {
  const { memory } = page;
  if (memory.load(page.addr + TYPE, ORDERED) !== from) return false;
  memory.store(page.addr + TYPE, to, ORDERED);
  return true;
});

/** atomic_andnot(), by whoever has isolated the page: everybody else lets the word alone, but may look at it. */
export const end_isolation = atomic((page: Page): void => {
  const { memory } = page;
  memory.store(page.addr + TYPE, memory.load(page.addr + TYPE, ORDERED) & ~ISOLATED, ORDERED);
});

export const page_is_movable = atomic((page: Page): boolean => is_movable(read_word(page)));

/** "offline, balloon 1, movable, isolated". */
export function typeText(word: number): string | undefined {
  if (number_of(word) === 0) return undefined;
  const flags = [is_movable(word) ? ["movable"] : [], is_isolated(word) ? ["isolated"] : []].flat();
  return [PGTY_offline, `balloon ${number_of(word)}`, ...flags].join(", ");
}
