/**
 * Bit numbers of `page->flags`, and which of them share a bit. include/linux/page-flags.h, counted from the
 * sources of 5.10, 6.1, 6.12 and 7.2 for an x86-64 configuration. The aliases are real: one word, one bit.
 */
import { ONCE, ORDERED, ofBit, RELAXED } from "./access.ts";
import { atomic } from "./atomic.ts";
import type { Page } from "./page.ts";
import type { Steps } from "./step.ts";

export interface PageFlags {
  PG_locked: number;
  PG_uptodate: number;
  PG_lru: number;
  PG_waiters: number;
  PG_active: number;
  PG_private: number;
  PG_reclaim: number;
  PG_unevictable: number;
  PG_hwpoison: number;
}

/** 5.10 and 6.1. */
export const FLAGS_TO_6_1: PageFlags = {
  PG_locked: 0,
  PG_uptodate: 2,
  PG_lru: 4,
  PG_active: 5,
  PG_waiters: 7,
  PG_private: 13,
  PG_reclaim: 18,
  PG_unevictable: 20,
  PG_hwpoison: 23,
};

/** 6.12 to 7.2. */
export const FLAGS_FROM_6_12: PageFlags = {
  PG_locked: 0,
  PG_uptodate: 3,
  PG_lru: 5,
  PG_waiters: 7,
  PG_active: 8,
  PG_private: 14,
  PG_reclaim: 16,
  PG_unevictable: 18,
  PG_hwpoison: 21,
};

export const PG_locked = 0;
export const PG_waiters = 7;
/** For whoever owns the page: bit 10 in 5.10 and still in 6.12. */
export const PG_owner_priv_1 = 10;

/** `flags` is the first word of a page. `as`: what kind of access, for the lock functions. */
export const test_bit = atomic((page: Page, bit: number, as: number = ONCE): boolean => {
  return (page.memory.load(page.addr, ofBit(as, bit)) & (1 << bit)) !== 0;
});
/** Atomic: no other actor can run between the load and the store. */
export const set_bit = atomic((page: Page, bit: number, as: number = RELAXED): void => {
  const access = ofBit(as, bit);
  page.memory.store(page.addr, page.memory.load(page.addr, access) | (1 << bit), access);
});
export const clear_bit = atomic((page: Page, bit: number, as: number = RELAXED): void => {
  const access = ofBit(as, bit);
  page.memory.store(page.addr, page.memory.load(page.addr, access) & ~(1 << bit), access);
});

/** True: it was set already. */
export const test_and_set_bit = atomic((page: Page, bit: number): boolean => {
  const access = ofBit(ORDERED, bit);
  const flags = page.memory.load(page.addr, access);
  page.memory.store(page.addr, flags | (1 << bit), access);
  return (flags & (1 << bit)) !== 0;
});

/**
 * As `__set_bit()` and `__clear_bit()` do it: what anybody else changes in the word between the load and the store is lost. PG_locked
 * and PG_waiters are in the same word.
 */
export function* __assign_bit(page: Page, bit: number, value: boolean): Steps {
  const { flags } = page;
  yield "flags:store";
  page.flags = value ? flags | (1 << bit) : flags & ~(1 << bit);
}

export function PageLocked(page: Page): boolean {
  return test_bit(page, PG_locked);
}
export function PageLRU(page: Page): boolean {
  return test_bit(page, page.memory.k.flags.PG_lru);
}
export function PageUptodate(page: Page): boolean {
  return test_bit(page, page.memory.k.flags.PG_uptodate);
}
export function PageHWPoison(page: Page): boolean {
  return test_bit(page, page.memory.k.flags.PG_hwpoison);
}

/** PAGE_FLAGS_CHECK_AT_FREE: a page freed with one of these is bad. PG_uptodate and PG_reclaim are not among them. */
export function flagsCheckedAtFree(flags: PageFlags): number {
  return (
    (1 << flags.PG_lru) |
    (1 << flags.PG_locked) |
    (1 << flags.PG_private) |
    (1 << flags.PG_active) |
    (1 << flags.PG_unevictable)
  );
}
/** PAGE_FLAGS_CHECK_AT_PREP: what the free path wipes: every flag but hwpoison. */
export function flagsWipedAtFree(flags: PageFlags): number {
  return ~(1 << flags.PG_hwpoison);
}
