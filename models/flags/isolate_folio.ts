/** mm/migrate.c:isolate_folio_to_list(), 6.17: for those who offline memory. */
import { type Folio, folio_isolate_lru } from "../machine/folio.ts";
import type { ListHead } from "../machine/list.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import { page_has_movable_ops } from "./movable.ts";

/** The caller holds a reference. The kind is asked once: what has movable_ops is never a page of the LRU, nor counted as one. */
export const isolate_folio_to_list = kernel(
  "isolate_folio_to_list",
  function* (folio: Folio, list: ListHead): Steps<boolean> {
    const { k } = folio.memory;
    yield "isolate:kind";
    if (page_has_movable_ops(folio.page)) {
      if (!(yield* k.era.isolate(folio.page, 0))) return false;
      if (!k.guard("isolate:account-lru-only")) mod_isolated(folio.page, 1);
    } else {
      yield "lru:isolate";
      if (!folio_isolate_lru(folio)) return false;
    }
    k.era.links.add(folio.page, list);
    return true;
  },
);
