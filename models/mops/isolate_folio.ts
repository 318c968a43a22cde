/** mm/migrate.c:isolate_folio_to_list(), 6.16: one way in for memory offlining and soft offlining. */
import type { Kernel } from "../machine/kernel.ts";
import { type ListHead, list_add } from "../machine/list.ts";
import { isolate_lru_page } from "../machine/lru.ts";
import type { Page } from "../machine/page.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import { isolate_movable_page } from "./isolate.ts";
import { __PageMovable } from "./movable.ts";

/** The caller holds a reference. The kind is asked once: only what is not movable is tried as a page of the LRU, and counted. */
export const isolate_folio_to_list = kernel(
  "isolate_folio_to_list",
  function* (k: Kernel, page: Page, list: ListHead): Steps<boolean> {
    if (__PageMovable(page)) {
      if (!(yield* isolate_movable_page(k, page, 0))) return false;
      if (!k.guard("isolate:account-lru-only")) mod_isolated(k, page, 1);
    } else {
      yield "lru:isolate";
      if (!isolate_lru_page(k, page)) return false;
    }
    list_add(page.lru, list);
    return true;
  },
);
