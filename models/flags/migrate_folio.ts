/** The two phases for one page: mm/migrate.c, 6.17. Between them source and target stay locked. */

import {
  EAGAIN,
  ENOMEM,
  type free_folio_t,
  MIGRATE_ASYNC,
  MIGRATE_SYNC_LIGHT,
  type MigrateMode,
  type MigrateReason,
  MR_MEMORY_FAILURE,
  type new_folio_t,
} from "../era.ts";
import { VM_WARN_ON_ONCE } from "../machine/bug.ts";
import { type Folio, folio_lock, folio_put, folio_test_uptodate, folio_trylock, page_folio } from "../machine/folio.ts";
import { ListHead, list_add, list_del, list_move_tail } from "../machine/list.ts";
import { migrate_lru_page } from "../machine/lru.ts";
import type { Addr } from "../machine/memory.ts";
import type { Page } from "../machine/page.ts";
import type { Steps } from "../machine/step.ts";
import { PF_MEMALLOC } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import {
  ClearPageMovableOpsIsolated,
  PageMovableOpsIsolated,
  page_has_movable_ops,
  page_movable_ops,
} from "./movable.ts";
import { folio_unlock } from "./unlock.ts";

/** One call of migrate_pages(): what all its batches share. */
export interface Migration {
  readonly get_new_folio: new_folio_t;
  readonly put_new_folio: free_folio_t | null;
  readonly private: Addr;
  readonly mode: MigrateMode;
  readonly reason: MigrateReason;
  succeeded: number;
  failed: number;
}

/** rc 0: source and target are locked and ready for the move phase. */
export const migrate_folio_unmap = kernel(
  "migrate_folio_unmap",
  function* (src: Folio, migration: Migration, mode: MigrateMode): Steps<{ rc: number; dst: Folio | null }> {
    yield "migrate:get-new";
    const target = yield* migration.get_new_folio(src.page, migration.private);
    if (target === null) return { rc: -ENOMEM, dst: null };
    const dst = page_folio(target);
    dst.private = 0;

    const locks = yield* lock_both(src, dst, mode);
    if (locks === BOTH_LOCKED) {
      // The core keeps its notes of the page here; a movable page has nothing to note.
      dst.private = 0;
      return { rc: 0, dst };
    }
    if (locks === SRC_LOCKED) yield "migrate:unlock-src";
    migrate_folio_undo_src(src, locks === SRC_LOCKED, null);
    yield* migrate_folio_undo_dst(dst, false, migration);
    return { rc: -EAGAIN, dst: null };
  },
);

/** Which of the two are locked. */
const NONE_LOCKED = "none";
const SRC_LOCKED = "source";
const BOTH_LOCKED = "both";
type Locked = typeof NONE_LOCKED | typeof SRC_LOCKED | typeof BOTH_LOCKED;

function* lock_both(src: Folio, dst: Folio, mode: MigrateMode): Steps<Locked> {
  const { k } = src.memory;
  yield "migrate:lock-src";
  if (!folio_trylock(src)) {
    if (k.guard("migrate:no-sleep")) {
      if (mode === MIGRATE_ASYNC || (k.current.flags & PF_MEMALLOC) !== 0) return NONE_LOCKED;
      // A folio that is being read may take long; a movable page passes for one that was read: its mark is PG_uptodate.
      if (mode === MIGRATE_SYNC_LIGHT && !folio_test_uptodate(src)) return NONE_LOCKED;
    }
    yield* folio_lock(src);
  }
  yield "migrate:lock-dst";
  // Whoever found the fresh page by its number may hold its lock for a moment.
  if (!k.guard("migrate:trylock-dst")) yield* folio_lock(dst);
  else if (!folio_trylock(dst)) return SRC_LOCKED;
  return BOTH_LOCKED;
}

export const migrate_folio_move = kernel(
  "migrate_folio_move",
  function* (src: Folio, dst: Folio, migration: Migration, mode: MigrateMode, ret_folios: ListHead): Steps<number> {
    const { k } = src.memory;
    const place = dst.lru.prev;
    list_del(dst.lru);
    // From here on the word is the driver's: the core's notes come out of it first.
    if (k.guard("migrate:empty-private")) dst.private = 0;
    const moved = page_has_movable_ops(k.guard("migrate:test-src") ? src.page : dst.page)
      ? yield* migrate_movable_ops_page(dst.page, src.page, mode)
      : yield* move_to_new_folio(dst, src);
    const rc = k.guard("migrate:failure-path") ? moved : 0;
    if (!k.guard("migrate:empty-private")) dst.private = 0;

    if (rc === -EAGAIN) {
      // Both stay locked; the target goes back to its place in the batch.
      list_add(dst.lru, new ListHead(src.memory, place));
      return rc;
    }
    if (rc === 0) {
      yield "migrate:unlock-dst";
      folio_unlock(dst);
      yield "migrate:put-dst";
      folio_put(dst);
      yield "migrate:unlock-src";
      list_del(src.lru);
      folio_unlock(src);
      yield "migrate:put-src";
      migrate_folio_done(src, migration.reason);
      return rc;
    }
    yield "migrate:undo";
    migrate_folio_undo_src(src, true, ret_folios);
    yield* migrate_folio_undo_dst(dst, true, migration);
    return rc;
  },
);

/** Both pages locked, by the caller and until the caller unlocks them. What a released page means, the driver decides. */
export const migrate_movable_ops_page = kernel(
  "migrate_movable_ops_page",
  function* (dst: Page, src: Page, mode: MigrateMode): Steps<number> {
    const { k } = dst.memory;
    yield "migrate:call-ops";
    VM_WARN_ON_ONCE(k, !page_has_movable_ops(src), "!page_has_movable_ops(src)");
    VM_WARN_ON_ONCE(k, !PageMovableOpsIsolated(src), "!PageMovableOpsIsolated(src)");
    const rc = yield* k.call(page_movable_ops(src).migrate_page, "mops->migrate_page")(dst, src, mode);
    if (rc === 0) {
      yield "migrate:clear-flag";
      yield* ClearPageMovableOpsIsolated(src);
    }
    return rc;
  },
);

export const move_to_new_folio = kernel("move_to_new_folio", function* (dst: Folio, src: Folio): Steps<number> {
  yield "migrate:move-lru";
  return migrate_lru_page(dst.page, src.page);
});

/** A poisoned page keeps the isolation reference: page_handle_poison() drops it. */
export const migrate_folio_done = kernel("migrate_folio_done", (src: Folio, reason: MigrateReason): void => {
  const { k } = src.memory;
  // After release the mark still says that this was never counted as an isolated LRU page.
  if (!k.guard("lru:account-lru-only") || !page_has_movable_ops(src.page)) mod_isolated(src.page, -1);
  if (reason !== MR_MEMORY_FAILURE) folio_put(src);
});

/** `ret_folios` null: the page is to be tried again, and stays in its batch. */
export const migrate_folio_undo_src = kernel(
  "migrate_folio_undo_src",
  (src: Folio, locked: boolean, ret_folios: ListHead | null): void => {
    if (locked) folio_unlock(src);
    if (ret_folios !== null) list_move_tail(src.lru, ret_folios);
  },
);

export function* migrate_folio_undo_dst(dst: Folio, locked: boolean, migration: Migration): Steps {
  if (locked) folio_unlock(dst);
  yield "migrate:put-new";
  if (migration.put_new_folio) yield* migration.put_new_folio(dst.page, migration.private);
  else folio_put(dst);
}
