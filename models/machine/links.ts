/**
 * How pages hang together on the lists of their owners and of whoever isolated them. Free pages, pages on the LRU and those of what can't be
 * migrated are linked by `lru` in every era.
 */
import type { Kernel } from "./kernel.ts";
import { type ListHead, list_add, list_add_tail } from "./list.ts";
import type { Addr } from "./memory.ts";
import type { Page } from "./page.ts";

export interface Links {
  /** Does a page lead to the next one only? Then nobody can take it from the middle of a list without a walk. */
  readonly oneWay: boolean;
  /** The word that links the page now, on whatever list it is. Asked by observers. */
  word(page: Page): Addr;
  /** Pages that no word of their own links, and the head of the list that each is on. Asked by observers. */
  outside?(k: Kernel): Iterable<readonly [Page, Addr]>;
  add(page: Page, list: ListHead): void;
  add_tail(page: Page, list: ListHead): void;
}

export const lru_links: Links = {
  oneWay: false,
  word: (page) => page.lru.addr,
  add: (page, list) => list_add(page.lru, list),
  add_tail: (page, list) => list_add_tail(page.lru, list),
};
