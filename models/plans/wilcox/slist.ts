/**
 * Lists linked one way: "private is used to point to the next page in the list" (<Z9hVE-SzM-IuS-6B@casper.infradead.org>). The end leads to the
 * head, and the head, a `struct list_head`, has the end where `prev` was; of both the mail says nothing.
 *
 * A page of zsmalloc has a descriptor of its own with a word for the link (<Z9hdzK96TqB3_Ck4@casper.infradead.org>). Here a zpdesc lies over its
 * struct page, with the zspage in `private`, so its link is the word that was `lru.next`.
 */

import { atomic } from "../../machine/atomic.ts";
import { BUG_ON } from "../../machine/bug.ts";
import { offsetOf } from "../../machine/layout.ts";
import { INIT_LIST_HEAD, type ListHead, list_empty } from "../../machine/list.ts";
import { type Addr, NULL_END } from "../../machine/memory.ts";
import { Page, page_of_word } from "../../machine/page.ts";
import { PGTY_zsmalloc } from "../../machine/page-type.ts";
import type { Steps } from "../../machine/step.ts";
import type { StepName } from "../../steps.ts";

const LRU = offsetOf(Page, "lru");
const INDEX = offsetOf(Page, "index");
const PRIVATE = offsetOf(Page, "private");

/** Where the page is linked on a list of a balloon or of an isolator. */
function link(page: Page): Addr {
  const { k } = page.memory;
  if (!k.types.test(page, PGTY_zsmalloc)) return page.addr + PRIVATE;
  return page.addr + (k.differs("one-next") ? INDEX : LRU);
}

/** Free pages and those on the LRU keep `lru`: their `private` holds an order, or nothing. */
export function linking_word(page: Page): Addr {
  const { memory, addr } = page;
  const linked = memory.quietly(() => link(page));
  return linked !== addr + PRIVATE || memory.peek(linked) >= NULL_END ? linked : addr + LRU;
}

export const slist_add = atomic((page: Page, head: ListHead): void => {
  if (list_empty(head)) head.prev = link(page);
  insert(page, head.addr);
});

export const slist_add_tail = atomic((page: Page, head: ListHead): void => {
  const last = head.prev;
  head.prev = link(page);
  insert(page, last);
});

/** Behind a page of which the caller knows the word that links it. */
export const slist_add_behind = atomic((page: Page, at: Addr, head: ListHead): void => {
  if (head.prev === at) head.prev = link(page);
  insert(page, at);
});

/** Takes out what the word at `at` leads to. */
export const slist_del_behind = atomic((head: ListHead, at: Addr): Page => {
  const { memory } = head;
  const entry = memory.load(at);
  remove(head, at, entry, memory.load(entry));
  return page_of_word(memory, entry);
});

/** The first page; the list is not empty. */
export function slist_pop(head: ListHead): Page {
  return slist_del_behind(head, head.addr);
}

/** From the middle: who leads to the page is found by a walk from the head, a load for each page before it. */
export const slist_del = atomic((page: Page, head: ListHead): void => {
  const { memory } = head;
  const entry = link(page);
  let at = head.addr;
  for (let next = memory.load(at); next !== entry; next = memory.load(at)) at = follow(next, head);
  remove(head, at, entry, memory.load(entry));
});

/** The same, by one who does not hold the lock of the list: `between` stands between any two loads, and before the stores. */
export function* slist_del_unlocked(page: Page, head: ListHead, between: StepName): Steps {
  const { memory } = head;
  const entry = link(page);
  let at = head.addr;
  for (let next = memory.load(at); next !== entry; next = memory.load(at)) {
    at = follow(next, head);
    yield between;
  }
  const next = memory.load(entry);
  yield between;
  remove(head, at, entry, next);
}

/** Moves all of `list` to the end of `head`. */
export const slist_splice_tail_init = atomic((list: ListHead, head: ListHead): void => {
  if (list_empty(list)) return;
  const { memory } = head;
  memory.store(head.prev, list.next);
  memory.store(list.prev, head.addr);
  head.prev = list.prev;
  INIT_LIST_HEAD(list);
});

/** Moves all of `list` to the front of `head`. */
export const slist_splice_init = atomic((list: ListHead, head: ListHead): void => {
  if (list_empty(list)) return;
  const { memory } = head;
  if (list_empty(head)) head.prev = list.prev;
  memory.store(list.prev, head.next);
  head.next = list.next;
  INIT_LIST_HEAD(list);
});

function follow(next: Addr, head: ListHead): Addr {
  BUG_ON(next === head.addr, "page is not on the list");
  return next;
}

function insert(page: Page, at: Addr): void {
  const { memory } = page;
  const entry = link(page);
  memory.store(entry, memory.load(at));
  memory.store(at, entry);
}

function remove(head: ListHead, at: Addr, entry: Addr, next: Addr): void {
  const { memory } = head;
  memory.store(at, next);
  if (next === head.addr) head.prev = at;
  memory.store(entry, 0);
}
