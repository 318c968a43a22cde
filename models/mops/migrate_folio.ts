/** The two phases for one page: mm/migrate.c, 6.16. Between them source and target stay locked. */

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
import { VM_BUG_ON, WARN_ON_ONCE } from "../machine/bug.ts";
import {
  type Folio,
  folio_lock,
  folio_put,
  folio_ref_count,
  folio_test_uptodate,
  folio_trylock,
  page_folio,
} from "../machine/folio.ts";
import { ListHead, list_add, list_del, list_move_tail } from "../machine/list.ts";
import { migrate_lru_page } from "../machine/lru.ts";
import type { Addr } from "../machine/memory.ts";
import type { Steps } from "../machine/step.ts";
import { PF_MEMALLOC } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { mod_isolated } from "../machine/vmstat.ts";
import {
  __folio_test_movable,
  folio_clear_isolated,
  folio_movable_ops,
  folio_test_isolated,
  folio_test_movable,
  folio_test_movable_unlocked,
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

/** Neither done nor failed: locked, and ready for the move phase. */
export const MIGRATEPAGE_UNMAP = 1;

export const migrate_folio_unmap = kernel(
  "migrate_folio_unmap",
  function* (src: Folio, migration: Migration, mode: MigrateMode): Steps<{ rc: number; dst: Folio | null }> {
    const { k } = src.memory;
    // 6.1 asks in __unmap_and_move(), where nothing here depends on it.
    const is_lru = !k.differs("one-by-one") && !folio_test_movable_unlocked(src);
    // Only the isolation reference is left: the owner released the page, no target is needed.
    if (k.guard("migrate:freed-shortcut") && folio_ref_count(src) === 1) {
      yield "migrate:put-src";
      list_del(src.lru);
      migrate_folio_done(src, migration.reason);
      return { rc: 0, dst: null };
    }
    yield "migrate:get-new";
    const target = yield* migration.get_new_folio(src.page, migration.private);
    if (target === null) return { rc: -ENOMEM, dst: null };
    const dst = page_folio(target);
    dst.private = 0;

    const locks = yield* lock_both(src, dst, mode);
    if (locks === BOTH_LOCKED) {
      // The core keeps its notes of the page here; a movable page has nothing to note. In the kernel any other page loses its mappings now.
      if (!is_lru) dst.private = 0;
      return { rc: MIGRATEPAGE_UNMAP, dst };
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
      // A folio that is being read may take long; a movable page is never uptodate in this era, so it counts as one.
      if (mode === MIGRATE_SYNC_LIGHT && !folio_test_uptodate(src) && !k.differs("sync-light-sleeps"))
        return NONE_LOCKED;
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
    const is_lru = !__folio_test_movable(k.guard("migrate:test-src") ? src : dst);
    const alone = k.differs("one-by-one");
    const place = alone ? 0 : dst.lru.prev;
    if (!alone) list_del(dst.lru);
    // From here on the word is the driver's: the core's notes come out of it first.
    if (k.guard("migrate:empty-private")) dst.private = 0;
    const moved =
      !k.differs("movable-ops-first") || is_lru
        ? yield* move_to_new_folio(dst, src, mode, is_lru)
        : yield* migrate_movable_ops_page(dst, src, mode);
    const rc = k.guard("migrate:failure-path") ? moved : 0;
    if (!k.guard("migrate:empty-private")) dst.private = 0;

    if (rc === -EAGAIN && !alone) {
      // Both stay locked; the target goes back to its place in the batch.
      list_add(dst.lru, new ListHead(src.memory, place));
      return rc;
    }
    if (rc === 0) {
      yield "migrate:unlock-dst";
      folio_unlock(dst);
      if (!alone) yield* put_dst(dst);
      yield "migrate:unlock-src";
      list_del(src.lru);
      folio_unlock(src);
      if (alone) yield* put_dst(dst);
      yield "migrate:put-src";
      migrate_folio_done(src, migration.reason);
      return rc;
    }
    yield "migrate:undo";
    if (alone) {
      // Stays where it is if it is to be tried again, with another target.
      folio_unlock(dst);
      folio_unlock(src);
      if (rc !== -EAGAIN) list_move_tail(src.lru, ret_folios);
    } else {
      migrate_folio_undo_src(src, true, ret_folios);
    }
    yield* migrate_folio_undo_dst(dst, !alone, migration);
    return rc;
  },
);

function* put_dst(dst: Folio): Steps {
  yield "migrate:put-dst";
  folio_put(dst);
}

const move_to_new_folio = kernel(
  "move_to_new_folio",
  function* (dst: Folio, src: Folio, mode: MigrateMode, is_lru: boolean): Steps<number> {
    const { k } = dst.memory;
    if (is_lru) {
      yield "migrate:move-lru";
      return migrate_lru_page(dst.page, src.page);
    }
    if (k.differs("movable-ops-function")) return yield* migrate_movable_ops_page(dst, src, mode);
    return yield* move_movable_page(dst, src, mode);
  },
);

function* move_movable_page(dst: Folio, src: Folio, mode: MigrateMode): Steps<number> {
  const { k } = dst.memory;
  yield "migrate:released";
  VM_BUG_ON(k, !folio_test_isolated(src), "!folio_test_isolated(src)");
  if (k.guard("migrate:released") && !folio_test_movable(src)) {
    yield* folio_clear_isolated(src);
    return 0;
  }
  yield "migrate:call-ops";
  const migrate_page = k.call(folio_movable_ops(src).migrate_page, "mops->migrate_page");
  const rc = yield* migrate_page(dst.page, src.page, mode);
  WARN_ON_ONCE(k, rc === 0 && !folio_test_isolated(src), "rc == MIGRATEPAGE_SUCCESS && !folio_test_isolated(src)");
  if (rc === 0) {
    yield "migrate:clear-flag";
    yield* folio_clear_isolated(src);
  }
  return rc;
}

/** b9ed00483d4c, v6.17: out of the code for folios. */
const migrate_movable_ops_page = kernel("migrate_movable_ops_page", move_movable_page);

/** A poisoned page keeps the isolation reference: page_handle_poison() drops it. */
const migrate_folio_done = kernel("migrate_folio_done", (src: Folio, reason: MigrateReason): void => {
  const { k } = src.memory;
  // After release the mark still says that this was never counted as an isolated LRU page.
  if (!k.guard("lru:account-lru-only") || !__folio_test_movable(src)) mod_isolated(src.page, -1);
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
