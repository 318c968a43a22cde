/** isolate_folio_to_list() of `flags`. Folios and movable pages share a list: "I think the former is probably best" (<Z9hVE-SzM-IuS-6B@casper.infradead.org>). */
import { page_has_movable_ops } from "../../flags/movable.ts";
import type { ListHead } from "../../machine/list.ts";
import { isolate_lru_page } from "../../machine/lru.ts";
import type { Page } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import { mod_isolated } from "../../machine/vmstat.ts";
import { isolate_movable_ops_page } from "./isolate.ts";
import { slist_add } from "./slist.ts";

/** The caller holds a reference. */
export function* isolate_page_to_list(page: Page, list: ListHead): Steps<boolean> {
  const { k } = page.memory;
  yield "isolate:kind";
  if (page_has_movable_ops(page)) {
    if (!(yield* isolate_movable_ops_page(page, 0))) return false;
    if (!k.guard("isolate:account-lru-only")) mod_isolated(page, 1);
  } else {
    yield "lru:isolate";
    if (!isolate_lru_page(page)) return false;
  }
  slist_add(page, list);
  return true;
}
