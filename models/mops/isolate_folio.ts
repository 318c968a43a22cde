/** mm/migrate.c:isolate_folio_to_list(), 6.16: one way in for memory offlining and soft offlining. */
import type { Kernel } from "../machine/kernel.ts";
import { type ListHead, list_add, list_add_tail } from "../machine/list.ts";
import { isolate_lru_page } from "../machine/lru.ts";
import type { Page } from "../machine/page.ts";
import { PageLRU } from "../machine/page-flags.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import { isolate } from "./isolate.ts";
import { __PageMovable } from "./movable.ts";

/** The caller holds a reference. Before v6.12 each caller does it itself, in the order of the frames. */
export function* isolate_folio_to_list(k: Kernel, page: Page, list: ListHead): Steps<boolean> {
  if (!k.differs("callers-isolate")) return yield* isolate_to_list(k, page, list);
  // No test for movable first: isolate_movable_page() makes it itself.
  if (!(yield* isolate_either(k, page, !PageLRU(k, page)))) return false;
  list_add_tail(page.lru, list);
  return true;
}

const isolate_to_list = kernel(
  "isolate_folio_to_list",
  function* (k: Kernel, page: Page, list: ListHead): Steps<boolean> {
    if (!(yield* isolate_either(k, page, __PageMovable(k, page)))) return false;
    list_add(page.lru, list);
    return true;
  },
);

function* isolate_either(k: Kernel, page: Page, movable: boolean): Steps<boolean> {
  if (!movable) {
    yield "lru:isolate";
    return isolate_lru_page(k, page);
  }
  if (!(yield* isolate(k, page, 0))) return false;
  if (!k.guard("isolate:account-lru-only")) mod_isolated(k, page, 1);
  return true;
}
