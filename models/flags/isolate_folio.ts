import { type ListHead, list_add } from "../machine/list.ts";
import { isolate_lru_page } from "../machine/lru.ts";
import type { Page } from "../machine/page.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import { isolate_movable_ops_page } from "./isolate.ts";
import { page_has_movable_ops } from "./movable.ts";

/** The caller holds a reference. The kind is asked once: what has movable_ops is never a page of the LRU, nor counted as one. */
export const isolate_folio_to_list = kernel(
  "isolate_folio_to_list",
  function* (page: Page, list: ListHead): Steps<boolean> {
    const { k } = page.memory;
    if (page_has_movable_ops(page)) {
      if (!(yield* isolate_movable_ops_page(page, 0))) return false;
      if (!k.guard("isolate:account-lru-only")) mod_isolated(page, 1);
    } else {
      yield "lru:isolate";
      if (!isolate_lru_page(page)) return false;
    }
    list_add(page.lru, list);
    return true;
  },
);
