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
export function* isolate_folio_to_list(page: Page, list: ListHead): Steps<boolean> {
  const { k } = page.memory;
  if (!k.differs("callers-isolate")) return yield* isolate_to_list(page, list);
  // No test for movable first: isolate_movable_page() makes it itself.
  if (!(yield* isolate_either(page, !PageLRU(page)))) return false;
  list_add_tail(page.lru, list);
  return true;
}

const isolate_to_list = kernel("isolate_folio_to_list", function* (page: Page, list: ListHead): Steps<boolean> {
  if (!(yield* isolate_either(page, __PageMovable(page)))) return false;
  list_add(page.lru, list);
  return true;
});

function* isolate_either(page: Page, movable: boolean): Steps<boolean> {
  const { k } = page.memory;
  if (!movable) {
    yield "lru:isolate";
    return isolate_lru_page(page);
  }
  if (!(yield* isolate(page, 0))) return false;
  if (!k.guard("isolate:account-lru-only")) mod_isolated(page, 1);
  return true;
}
