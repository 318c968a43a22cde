/** migrate_pages() for lists of nodes: pages of balloons by a function of their own, as Zi Yan has it in the same thread, and folios as they were. */
import {
  EAGAIN,
  type free_folio_t,
  type MigrateMode,
  type MigrateReason,
  MR_MEMORY_FAILURE,
  type new_folio_t,
} from "../../era.ts";
import { migrate_pages as migrate_folios } from "../../flags/migrate.ts";
import { type ListHead, list_empty } from "../../machine/list.ts";
import type { Addr } from "../../machine/memory.ts";
import { page_ref_freeze, set_page_count } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { one_by_one } from "../offlinepages/migrate.ts";
import { balloon_ops } from "./balloon_compaction.ts";
import { hold_folios, let_go, link_folios, node_at, page_of } from "./isolated.ts";
import { free_frozen_page } from "./page_alloc.ts";

export const migrate_pages = on_stack(function* (
  stack,
  from: ListHead,
  get_new_folio: new_folio_t,
  put_new_folio: free_folio_t | null,
  _private: Addr,
  mode: MigrateMode,
  reason: MigrateReason,
): Steps<number> {
  const folios = stack.list("folios");
  link_folios(from, folios);
  const own = list_empty(from)
    ? 0
    : yield* migrate_offlinepages(from, get_new_folio, put_new_folio, _private, mode, reason);
  const others = list_empty(folios)
    ? 0
    : yield* migrate_folios(folios, get_new_folio, put_new_folio, _private, mode, reason);
  hold_folios(folios, from);
  if (others < 0) return others;
  return own < 0 ? own : own + others;
});

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
    return yield* one_by_one(from, frozen_pages, get_new_folio, put_new_folio, _private, mode, reason);
  },
);

const frozen_pages: Parameters<typeof one_by_one>[1] = {
  page: (list, entry) => page_of(node_at(list, entry)),
  *migrate(dst, list, entry, mode, reason) {
    const { k } = list.memory;
    const src = page_of(node_at(list, entry));
    yield "migrate:freeze-dst";
    // It comes with a reference, and a stranger may have taken another: only without that can it be frozen.
    if (k.differs("freeze-by-force")) set_page_count(dst, 0);
    else if (!page_ref_freeze(dst, 1)) return -EAGAIN;
    yield "migrate:call-ops";
    const moved = yield* k.call(balloon_ops(k).migrate_page, "mops->migrate_page")(dst, src, mode);
    const rc = k.guard("migrate:failure-path") ? moved : 0;
    if (rc !== 0) {
      yield "migrate:undo";
      set_page_count(dst, 1);
      return rc;
    }
    yield "migrate:free-src";
    let_go(node_at(list, entry));
    // Whoever takes the frame out of use wants it as it is.
    if (reason !== MR_MEMORY_FAILURE) free_frozen_page(src);
    return 0;
  },
};
