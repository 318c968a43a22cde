/**
 * mm/migrate.c:migrate_pages(), 6.17: a batch at a time, in two phases. First every source and its target are locked, then
 * all are moved. A page that says "try again" keeps its locks and its target for the next pass of the move phase.
 */
import {
  EAGAIN,
  ENOMEM,
  type free_folio_t,
  MIGRATE_ASYNC,
  type MigrateMode,
  type MigrateReason,
  type new_folio_t,
} from "../era.ts";
import { type Folio, folio_ref_count, lru_to_folio } from "../machine/folio.ts";
import {
  entries_safe,
  type ListHead,
  list_add_tail,
  list_del,
  list_empty,
  list_move_tail,
  list_splice_init,
  list_splice_tail_init,
} from "../machine/list.ts";
import type { Addr } from "../machine/memory.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { count_vm_events, PGMIGRATE_FAIL, PGMIGRATE_SUCCESS } from "../machine/vmstat.ts";
import {
  type Migration,
  migrate_folio_done,
  migrate_folio_move,
  migrate_folio_undo_dst,
  migrate_folio_undo_src,
  migrate_folio_unmap,
} from "./migrate_folio.ts";
import { page_has_movable_ops } from "./movable.ts";

const NR_MAX_BATCHED_MIGRATION = 512;
const NR_MAX_MIGRATE_PAGES_RETRY = 10;
/** A batch that must not sleep first, then page by page: no lock is slept on while others are held. */
const NR_MAX_MIGRATE_ASYNC_RETRY = 3;
const NR_MAX_MIGRATE_SYNC_RETRY = NR_MAX_MIGRATE_PAGES_RETRY - NR_MAX_MIGRATE_ASYNC_RETRY;

/** Pages that failed, or -ENOMEM. What is left on `from` is isolated; the caller puts it back. */
export const migrate_pages = kernel(
  "migrate_pages",
  on_stack(function* (
    stack,
    from: ListHead,
    get_new_folio: new_folio_t,
    put_new_folio: free_folio_t | null,
    _private: Addr,
    mode: MigrateMode,
    reason: MigrateReason,
  ): Steps<number> {
    const { k } = from.memory;
    yield "migrate:begin";
    const folios = stack.list("folios");
    const ret_folios = stack.list("ret_folios");
    const migration: Migration = {
      get_new_folio,
      put_new_folio,
      private: _private,
      mode,
      reason,
      succeeded: 0,
      failed: 0,
    };
    let result = 0;
    while (!list_empty(from)) {
      cut_batch(from, folios);
      const rc =
        mode === MIGRATE_ASYNC || !k.guard("migrate:sleep-alone")
          ? yield* migrate_pages_batch(folios, ret_folios, migration, mode, NR_MAX_MIGRATE_PAGES_RETRY)
          : yield* migrate_pages_sync(folios, ret_folios, migration);
      list_splice_tail_init(folios, ret_folios);
      if (rc < 0) {
        result = rc;
        break;
      }
      result += rc;
    }
    list_splice_init(ret_folios, from);
    if (list_empty(from)) result = 0;
    count_vm_events(k, PGMIGRATE_SUCCESS, migration.succeeded);
    count_vm_events(k, PGMIGRATE_FAIL, migration.failed);
    return result;
  }),
);

function cut_batch(from: ListHead, folios: ListHead): void {
  let taken = 0;
  for (const entry of entries_safe(from)) {
    if (taken++ === NR_MAX_BATCHED_MIGRATION) break;
    list_move_tail(lru_to_folio(from.memory, entry).lru, folios);
  }
}

const migrate_pages_sync = kernel(
  "migrate_pages_sync",
  on_stack(function* (stack, from: ListHead, ret_folios: ListHead, migration: Migration): Steps<number> {
    const folios = stack.list("async folios");
    const { failed } = migration;
    let rc = yield* migrate_pages_batch(from, folios, migration, MIGRATE_ASYNC, NR_MAX_MIGRATE_ASYNC_RETRY);
    let result = rc;
    if (rc < 0) {
      list_splice_tail_init(folios, ret_folios);
    } else {
      // Whatever failed in the hurry is tried again alone, so it has not failed yet.
      migration.failed = failed;
      result = 0;
      list_splice_tail_init(folios, from);
      while (!list_empty(from)) {
        list_move_tail(lru_to_folio(from.memory, from.next).lru, folios);
        rc = yield* migrate_pages_batch(folios, ret_folios, migration, migration.mode, NR_MAX_MIGRATE_SYNC_RETRY);
        list_splice_tail_init(folios, ret_folios);
        if (rc < 0) {
          result = rc;
          break;
        }
        result += rc;
      }
    }
    return result;
  }),
);

const migrate_pages_batch = kernel(
  "migrate_pages_batch",
  on_stack(function* (
    stack,
    from: ListHead,
    ret_folios: ListHead,
    migration: Migration,
    mode: MigrateMode,
    passes: number,
  ): Steps<number> {
    const unmap_folios = stack.list("unmap_folios");
    const dst_folios = stack.list("dst_folios");
    const rc = yield* migrate_folios_unmap(from, unmap_folios, dst_folios, migration, mode, passes);
    const failed = yield* migrate_folios_move(unmap_folios, dst_folios, ret_folios, migration, mode, passes);
    yield* migrate_folios_undo(unmap_folios, dst_folios, ret_folios, migration);
    return rc < 0 ? rc : rc + failed;
  }),
);

/** Phase 1, in the kernel a part of migrate_pages_batch(): sources go to `unmap_folios` and their targets to `dst_folios`, in the same order, all locked. */
function* migrate_folios_unmap(
  from: ListHead,
  unmap_folios: ListHead,
  dst_folios: ListHead,
  migration: Migration,
  mode: MigrateMode,
  passes: number,
): Steps<number> {
  let retry = 1;
  for (let pass = 0; pass < passes && retry > 0; pass++) {
    retry = 0;
    yield "migrate:first";
    for (const entry of entries_safe(from)) {
      const src = lru_to_folio(from.memory, entry);
      if (was_freed(src)) {
        yield "migrate:put-src";
        list_del(src.lru);
        migrate_folio_done(src, migration.reason);
        migration.succeeded++;
        continue;
      }
      const { rc, dst } = yield* migrate_folio_unmap(src, migration, mode);
      if (rc === -ENOMEM) {
        migration.failed++;
        return -ENOMEM;
      }
      if (rc === -EAGAIN) {
        retry++;
      } else if (dst !== null) {
        list_move_tail(src.lru, unmap_folios);
        list_add_tail(dst.lru, dst_folios);
      }
      yield "migrate:next";
    }
  }
  migration.failed += retry;
  return retry;
}

/**
 * Only the isolation reference is left, so no target is needed. Movable pages are left out: their driver says 0 at once
 * for a page that it released (95c2908f1a4f, v6.18 and stable 6.17.6; not needed for correctness before either).
 */
export function was_freed(src: Folio): boolean {
  const { k } = src.memory;
  if (!k.differs("freed-shortcut") && page_has_movable_ops(src.page)) return false;
  return k.guard("migrate:freed-shortcut") && folio_ref_count(src) === 1;
}

/** Phase 2. What still says "try again" after the last pass has failed. */
function* migrate_folios_move(
  unmap_folios: ListHead,
  dst_folios: ListHead,
  ret_folios: ListHead,
  migration: Migration,
  mode: MigrateMode,
  passes: number,
): Steps<number> {
  let failed = 0;
  let retry = 1;
  for (let pass = 0; pass < passes && retry > 0; pass++) {
    retry = 0;
    let target = dst_folios.next;
    for (const entry of entries_safe(unmap_folios)) {
      const src = lru_to_folio(unmap_folios.memory, entry);
      const dst = lru_to_folio(unmap_folios.memory, target);
      target = dst.lru.next;
      const rc = yield* migrate_folio_move(src, dst, migration, mode, ret_folios);
      if (rc === -EAGAIN) retry++;
      else if (rc === 0) migration.succeeded++;
      else failed++;
    }
  }
  migration.failed += failed + retry;
  return failed + retry;
}

/** What is left of the batch is handed back. */
function* migrate_folios_undo(
  src_folios: ListHead,
  dst_folios: ListHead,
  ret_folios: ListHead,
  migration: Migration,
): Steps {
  for (const entry of entries_safe(src_folios)) {
    const dst = lru_to_folio(src_folios.memory, dst_folios.next);
    yield "migrate:undo";
    migrate_folio_undo_src(lru_to_folio(src_folios.memory, entry), true, ret_folios);
    list_del(dst.lru);
    yield* migrate_folio_undo_dst(dst, true, migration);
  }
}
