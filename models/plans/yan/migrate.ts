/**
 * migrate_pages() of `flags`, with targets that are PageOffline to begin with: whoever gives one out has it inflated, and whoever gets an unused
 * one back has it deflated. The mail says so of "all get_new_folio functions" and of put_page(); here it is said once, around what a caller brings.
 */

import type { free_folio_t, MigrateMode, MigrateReason, new_folio_t } from "../../era.ts";
import { migrate_pages as migrate_pages_to } from "../../flags/migrate.ts";
import { page_has_movable_ops } from "../../flags/movable.ts";
import type { ListHead } from "../../machine/list.ts";
import type { Addr } from "../../machine/memory.ts";
import type { Page } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import { PGTY_offline } from "../../machine/page-type.ts";
import type { Steps } from "../../machine/step.ts";
import { is_offline_target, offline_target, online_target } from "./target.ts";

export function migrate_pages(
  from: ListHead,
  get_new_folio: new_folio_t,
  put_new_folio: free_folio_t | null,
  _private: Addr,
  mode: MigrateMode,
  reason: MigrateReason,
): Steps<number> {
  const { k } = from.memory;
  function* give_back(dst: Page, data: Addr): Steps {
    if (put_new_folio) yield* put_new_folio(dst, data);
    else put_page(dst);
  }
  function* get_offline(src: Page, data: Addr): Steps<Page | null> {
    const dst = yield* get_new_folio(src, data);
    const offline = dst !== null && page_has_movable_ops(src) && k.types.test(src, PGTY_offline);
    if (!offline || (yield* offline_target(dst, src))) return dst;
    // Whoever asked for a target has one word for "not now": that there is no memory.
    yield* give_back(dst, data);
    return null;
  }
  function* put_offline(dst: Page, data: Addr): Steps {
    if (k.differs("plain-put")) {
      dst.mapping = 0;
    } else if (is_offline_target(dst)) {
      yield* online_target(dst);
      yield "migrate:put-new";
    }
    yield* give_back(dst, data);
  }
  return migrate_pages_to(from, get_offline, put_offline, _private, mode, reason);
}
