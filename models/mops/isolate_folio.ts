import { type Folio, folio_isolate_lru } from "../machine/folio.ts";
import { type ListHead, list_add, list_add_tail } from "../machine/list.ts";
import { PageLRU } from "../machine/page-flags.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import { isolate } from "./isolate.ts";
import { __folio_test_movable } from "./movable.ts";

/** The caller holds a reference. Before v6.12 each caller does it itself, in the order of the frames. */
export function* isolate_folio_to_list(folio: Folio, list: ListHead): Steps<boolean> {
  const { k } = folio.memory;
  if (!k.differs("callers-isolate")) return yield* isolate_to_list(folio, list);
  yield "isolate:kind";
  // No test for movable first: isolate_movable_page() makes it itself.
  if (!(yield* isolate_either(folio, !PageLRU(folio.page)))) return false;
  list_add_tail(folio.lru, list);
  return true;
}

const isolate_to_list = kernel("isolate_folio_to_list", function* (folio: Folio, list: ListHead): Steps<boolean> {
  yield "isolate:kind";
  if (!(yield* isolate_either(folio, __folio_test_movable(folio)))) return false;
  list_add(folio.lru, list);
  return true;
});

function* isolate_either(folio: Folio, movable: boolean): Steps<boolean> {
  const { k } = folio.memory;
  if (!movable) {
    yield "lru:isolate";
    return folio_isolate_lru(folio);
  }
  if (!(yield* isolate(folio.page, 0))) return false;
  if (!k.guard("isolate:account-lru-only")) mod_isolated(folio.page, 1);
  return true;
}
