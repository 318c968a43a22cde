/** migrate_pages() that leaves the pages of balloons to a function of their own, as it does with those of hugetlb. */

import {
  EAGAIN,
  ENOMEM,
  type free_folio_t,
  type MigrateMode,
  type MigrateReason,
  type new_folio_t,
} from "../../era.ts";
import { migrate_pages as migrate_folios } from "../../flags/migrate.ts";
import { migrate_folio_done, migrate_movable_ops_page } from "../../flags/migrate_folio.ts";
import { page_has_movable_ops } from "../../flags/movable.ts";
import { page_folio } from "../../machine/folio.ts";
import {
  entries_safe,
  ListHead,
  list_del,
  list_empty,
  list_move_tail,
  list_splice_tail_init,
} from "../../machine/list.ts";
import type { Addr } from "../../machine/memory.ts";
import { lru_to_page, type Page } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import { PGTY_offline } from "../../machine/page-type.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { count_vm_events, PGMIGRATE_FAIL, PGMIGRATE_SUCCESS } from "../../machine/vmstat.ts";

/** As often as any page is asked for. */
const NR_MAX_MIGRATE_PAGES_RETRY = 10;

export const migrate_pages = on_stack(function* (
  stack,
  from: ListHead,
  get_new_folio: new_folio_t,
  put_new_folio: free_folio_t | null,
  _private: Addr,
  mode: MigrateMode,
  reason: MigrateReason,
): Steps<number> {
  const { k } = from.memory;
  const offline = stack.list("offline pages");
  for (const entry of entries_safe(from)) {
    const page = lru_to_page(k.memory, entry);
    if (page_has_movable_ops(page) && k.types.test(page, PGTY_offline)) list_move_tail(page.lru, offline);
  }
  const own = list_empty(offline)
    ? 0
    : yield* migrate_offlinepages(offline, get_new_folio, put_new_folio, _private, mode, reason);
  const others = list_empty(from)
    ? 0
    : yield* migrate_folios(from, get_new_folio, put_new_folio, _private, mode, reason);
  list_splice_tail_init(offline, from);
  if (others < 0) return others;
  return own < 0 ? own : own + others;
});

/** No page is locked: isolation keeps others away from the source, and nobody has heard of the target. */
const migrate_offlinepages = kernel(
  "migrate_offlinepages",
  function* (
    from: ListHead,
    get_new_folio: new_folio_t,
    put_new_folio: free_folio_t | null,
    _private: Addr,
    mode: MigrateMode,
    reason: MigrateReason,
  ): Steps<number> {
    return yield* one_by_one(from, offlinepages, get_new_folio, put_new_folio, _private, mode, reason);
  },
);

/** What a list is of: a page for each entry, and how it is moved. At 0 the entry is off the list. */
interface Entries {
  page(list: ListHead, entry: Addr): Page;
  migrate(dst: Page, list: ListHead, entry: Addr, mode: MigrateMode, reason: MigrateReason): Steps<number>;
}

/** Each page is asked for ten times, with another target every time. What fails stays on `from`. */
export const one_by_one = on_stack(function* (
  stack,
  from: ListHead,
  entries: Entries,
  get_new_folio: new_folio_t,
  put_new_folio: free_folio_t | null,
  _private: Addr,
  mode: MigrateMode,
  reason: MigrateReason,
): Steps<number> {
  const { k } = from.memory;
  const failed = stack.list("ret_folios");
  let nr_failed = 0;
  let retry = 1;
  let rc = 0;
  for (let pass = 0; pass < NR_MAX_MIGRATE_PAGES_RETRY && retry > 0 && rc !== -ENOMEM; pass++) {
    retry = 0;
    yield "migrate:first";
    for (const entry of entries_safe(from)) {
      yield "migrate:get-new";
      const dst = yield* get_new_folio(entries.page(from, entry), _private);
      rc = dst === null ? -ENOMEM : yield* entries.migrate(dst, from, entry, mode, reason);
      if (rc === -ENOMEM) break;
      if (rc === 0) {
        count_vm_events(k, PGMIGRATE_SUCCESS);
      } else {
        yield "migrate:put-new";
        if (put_new_folio) yield* put_new_folio(dst as Page, _private);
        else put_page(dst as Page);
      }
      if (rc === -EAGAIN) {
        retry++;
      } else if (rc !== 0) {
        list_move_tail(new ListHead(k.memory, entry), failed);
        nr_failed++;
      }
      yield "migrate:next";
    }
  }
  nr_failed += rc === -ENOMEM ? 1 : retry;
  count_vm_events(k, PGMIGRATE_FAIL, nr_failed);
  list_splice_tail_init(failed, from);
  return rc === -ENOMEM ? rc : nr_failed;
});

const offlinepages: Entries = {
  page: (list, entry) => lru_to_page(list.memory, entry),
  *migrate(dst, { memory }, entry, mode, reason) {
    const { k } = memory;
    const src = lru_to_page(memory, entry);
    const moved = yield* migrate_movable_ops_page(dst, src, mode);
    const rc = k.guard("migrate:failure-path") ? moved : 0;
    if (rc !== 0) return rc;
    yield "migrate:put-dst";
    put_page(dst);
    yield "migrate:put-src";
    list_del(src.lru);
    migrate_folio_done(page_folio(src), reason);
    return 0;
  },
};
