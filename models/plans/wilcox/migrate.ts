/** migrate_pages() of `flags`, on lists that are linked one way: who goes through one keeps the word that leads to where it is. */
import {
  EAGAIN,
  ENOMEM,
  type free_folio_t,
  MIGRATE_ASYNC,
  type MigrateMode,
  type MigrateReason,
  type new_folio_t,
} from "../../era.ts";
import { was_freed } from "../../flags/migrate.ts";
import {
  type Migration,
  migrate_folio_done,
  migrate_folio_undo_dst,
  migrate_folio_unmap,
} from "../../flags/migrate_folio.ts";
import { unlock_page } from "../../flags/unlock.ts";
import { page_folio } from "../../machine/folio.ts";
import { type ListHead, list_empty } from "../../machine/list.ts";
import type { Addr } from "../../machine/memory.ts";
import { page_of_word } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { count_vm_events, PGMIGRATE_FAIL, PGMIGRATE_SUCCESS } from "../../machine/vmstat.ts";
import { migrate_page_move } from "./migrate_page.ts";
import { slist_add_tail, slist_del_behind, slist_pop, slist_splice_init, slist_splice_tail_init } from "./slist.ts";

const NR_MAX_BATCHED_MIGRATION = 512;
const NR_MAX_MIGRATE_PAGES_RETRY = 10;
const NR_MAX_MIGRATE_ASYNC_RETRY = 3;
const NR_MAX_MIGRATE_SYNC_RETRY = NR_MAX_MIGRATE_PAGES_RETRY - NR_MAX_MIGRATE_ASYNC_RETRY;

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
    const pages = stack.list("folios");
    const ret_pages = stack.list("ret_folios");
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
      for (let taken = 0; taken < NR_MAX_BATCHED_MIGRATION && !list_empty(from); taken++) {
        slist_add_tail(slist_pop(from), pages);
      }
      const rc =
        mode === MIGRATE_ASYNC || !k.guard("migrate:sleep-alone")
          ? yield* migrate_pages_batch(pages, ret_pages, migration, mode, NR_MAX_MIGRATE_PAGES_RETRY)
          : yield* migrate_pages_sync(pages, ret_pages, migration);
      slist_splice_tail_init(pages, ret_pages);
      if (rc < 0) {
        result = rc;
        break;
      }
      result += rc;
    }
    slist_splice_init(ret_pages, from);
    if (list_empty(from)) result = 0;
    count_vm_events(k, PGMIGRATE_SUCCESS, migration.succeeded);
    count_vm_events(k, PGMIGRATE_FAIL, migration.failed);
    return result;
  }),
);

const migrate_pages_sync = kernel(
  "migrate_pages_sync",
  on_stack(function* (stack, from: ListHead, ret_pages: ListHead, migration: Migration): Steps<number> {
    const pages = stack.list("async folios");
    const { failed } = migration;
    let rc = yield* migrate_pages_batch(from, pages, migration, MIGRATE_ASYNC, NR_MAX_MIGRATE_ASYNC_RETRY);
    let result = rc;
    if (rc < 0) {
      slist_splice_tail_init(pages, ret_pages);
    } else {
      migration.failed = failed;
      result = 0;
      slist_splice_tail_init(pages, from);
      while (!list_empty(from)) {
        slist_add_tail(slist_pop(from), pages);
        rc = yield* migrate_pages_batch(pages, ret_pages, migration, migration.mode, NR_MAX_MIGRATE_SYNC_RETRY);
        slist_splice_tail_init(pages, ret_pages);
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
    ret_pages: ListHead,
    migration: Migration,
    mode: MigrateMode,
    passes: number,
  ): Steps<number> {
    const unmapped = stack.list("unmap_folios");
    const targets = stack.list("dst_folios");
    const rc = yield* migrate_pages_unmap(from, unmapped, targets, migration, mode, passes);
    const failed = yield* migrate_pages_move(unmapped, targets, ret_pages, migration, mode, passes);
    while (!list_empty(unmapped)) {
      yield "migrate:undo";
      const src = slist_pop(unmapped);
      unlock_page(src);
      slist_add_tail(src, ret_pages);
      yield* migrate_folio_undo_dst(page_folio(slist_pop(targets)), true, migration);
    }
    return rc < 0 ? rc : rc + failed;
  }),
);

function* migrate_pages_unmap(
  from: ListHead,
  unmapped: ListHead,
  targets: ListHead,
  migration: Migration,
  mode: MigrateMode,
  passes: number,
): Steps<number> {
  const { memory } = from;
  let retry = 1;
  for (let pass = 0; pass < passes && retry > 0; pass++) {
    retry = 0;
    yield "migrate:first";
    let at = from.addr;
    for (let entry = memory.load(at); entry !== from.addr; entry = memory.load(at)) {
      const src = page_folio(page_of_word(memory, entry));
      if (was_freed(src)) {
        yield "migrate:put-src";
        slist_del_behind(from, at);
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
        at = entry;
      } else if (dst !== null) {
        slist_add_tail(slist_del_behind(from, at), unmapped);
        slist_add_tail(dst.page, targets);
      }
      yield "migrate:next";
    }
  }
  migration.failed += retry;
  return retry;
}

function* migrate_pages_move(
  unmapped: ListHead,
  targets: ListHead,
  ret_pages: ListHead,
  migration: Migration,
  mode: MigrateMode,
  passes: number,
): Steps<number> {
  const { memory } = unmapped;
  let failed = 0;
  let retry = 1;
  for (let pass = 0; pass < passes && retry > 0; pass++) {
    retry = 0;
    let at = { src: unmapped.addr, dst: targets.addr };
    for (let entry = memory.load(at.src); entry !== unmapped.addr; entry = memory.load(at.src)) {
      const src = page_of_word(memory, entry);
      const dst = page_of_word(memory, memory.load(at.dst));
      const rc = yield* migrate_page_move(src, dst, migration, mode, { unmapped, targets, ret_pages }, at);
      if (rc === -EAGAIN) {
        retry++;
        at = { src: entry, dst: memory.load(at.dst) };
      } else if (rc === 0) migration.succeeded++;
      else failed++;
    }
  }
  migration.failed += failed + retry;
  return failed + retry;
}
