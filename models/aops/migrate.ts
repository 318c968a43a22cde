/** mm/migrate.c:migrate_pages(), 5.10: one page after the other, each with a target of its own. */

import {
  EAGAIN,
  ENOMEM,
  type free_folio_t,
  MIGRATE_ASYNC,
  type MigrateMode,
  type MigrateReason,
  MR_MEMORY_FAILURE,
  type new_folio_t,
} from "../era.ts";
import { VM_BUG_ON, WARN_ON_ONCE } from "../machine/bug.ts";
import { entries_safe, type ListHead, list_del, list_move_tail, list_splice_init } from "../machine/list.ts";
import { lock_page, trylock_page } from "../machine/lock.ts";
import { migrate_lru_page, putback_lru_page } from "../machine/lru.ts";
import type { Addr } from "../machine/memory.ts";
import { lru_to_page, type Page, page_count } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import { PGTY_offline } from "../machine/page-type.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack, PF_MEMALLOC } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { count_vm_events, mod_isolated, PGMIGRATE_FAIL, PGMIGRATE_SUCCESS } from "../machine/vmstat.ts";
import { __ClearPageIsolated, __PageMovable, PageIsolated, PageMovable, page_aops, page_mapping } from "./movable.ts";
import { putback_one } from "./putback.ts";
import { unlock_page } from "./unlock.ts";

type new_page_t = new_folio_t;
type free_page_t = free_folio_t;

/** Passes over the list; from the fourth on the core may sleep on a page lock. */
const PASSES = 10;
const FORCE_FROM_PASS = 3;

/** Pages that failed, or -ENOMEM. What is still on `from` is isolated; the caller puts it back. */
export const migrate_pages = kernel(
  "migrate_pages",
  on_stack(function* (
    stack,
    from: ListHead,
    get_new_page: new_page_t,
    put_new_page: free_page_t | null,
    _private: Addr,
    mode: MigrateMode,
    reason: MigrateReason,
  ): Steps<number> {
    const { k } = from.memory;
    yield "migrate:first";
    const ret_pages = stack.list("ret_pages");
    let succeeded = 0;
    let failed = 0;
    let retry = 1;
    let rc = 0;
    out: for (let pass = 0; pass < PASSES && retry > 0; pass++) {
      retry = 0;
      for (const entry of entries_safe(from)) {
        const page = lru_to_page(k.memory, entry);
        rc = yield* unmap_and_move(
          page,
          ret_pages,
          get_new_page,
          put_new_page,
          _private,
          pass >= FORCE_FROM_PASS,
          mode,
          reason,
        );
        if (rc === -ENOMEM) break out;
        if (rc === -EAGAIN) retry++;
        else if (rc === 0) succeeded++;
        else failed++;
        yield "migrate:next";
      }
    }
    failed += rc === -ENOMEM ? 1 : retry;
    list_splice_init(ret_pages, from);
    count_vm_events(k, PGMIGRATE_SUCCESS, succeeded);
    count_vm_events(k, PGMIGRATE_FAIL, failed);
    return rc === -ENOMEM ? rc : failed;
  }),
);

function* unmap_and_move(
  page: Page,
  ret_pages: ListHead,
  get_new_page: new_page_t,
  put_new_page: free_page_t | null,
  _private: Addr,
  force: boolean,
  mode: MigrateMode,
  reason: MigrateReason,
): Steps<number> {
  const { k } = page.memory;
  // Only the isolation reference is left: the owner released the page, no target is needed.
  if (k.guard("migrate:freed-shortcut") && page_count(page) === 1) {
    if (__PageMovable(page)) {
      yield "migrate:lock-freed";
      yield* lock_page(page);
      yield "migrate:clear-flag";
      if (!PageMovable(page)) yield* __ClearPageIsolated(page);
      yield "migrate:unlock-freed";
      unlock_page(page);
    }
    yield* migrate_page_done(page, reason);
    return 0;
  }
  yield "migrate:get-new";
  const newpage = yield* get_new_page(page, _private);
  if (newpage === null) return -ENOMEM;

  const rc = yield* __unmap_and_move(page, newpage, force, mode);
  if (rc === 0) {
    yield* migrate_page_done(page, reason);
    return 0;
  }
  if (rc !== -EAGAIN) {
    if (k.differs("caller-puts-back")) {
      list_move_tail(page.lru, ret_pages);
    } else {
      list_del(page.lru);
      yield* putback_one(page);
    }
  }
  yield "migrate:put-new";
  if (put_new_page) yield* put_new_page(newpage, _private);
  else put_page(newpage);
  return rc;
}

/** The page leaves the list. A poisoned page keeps the isolation reference: page_handle_poison() drops it. */
function* migrate_page_done(page: Page, reason: MigrateReason): Steps {
  const { k } = page.memory;
  yield "migrate:put-src";
  list_del(page.lru);
  if (!k.guard("lru:account-lru-only") || !__PageMovable(page)) mod_isolated(page, -1);
  if (reason !== MR_MEMORY_FAILURE) put_page(page);
}

function* __unmap_and_move(page: Page, newpage: Page, force: boolean, mode: MigrateMode): Steps<number> {
  const { k } = page.memory;
  yield "migrate:lock-src";
  // Read once and kept: after success the new page may be changed by its owner at any time.
  const is_lru = !__PageMovable(k.guard("migrate:test-src") ? page : newpage);
  if (!trylock_page(page)) {
    const may_sleep = force && mode !== MIGRATE_ASYNC && (k.current.flags & PF_MEMALLOC) === 0;
    if (k.guard("migrate:no-sleep") && !may_sleep) return -EAGAIN;
    yield* lock_page(page);
  }
  yield "migrate:lock-dst";
  // Whoever found the fresh page by its number may hold its lock for a moment.
  if (k.guard("migrate:trylock-dst")) {
    if (!trylock_page(newpage)) {
      unlock_page(page);
      return -EAGAIN;
    }
  } else {
    yield* lock_page(newpage);
  }
  // zsmalloc keeps an offset in the word of the mapcount. Who took that for a mapping would find no user to unmap it from.
  const unmappable = !k.guard("migrate:movable-first") && !is_lru && page._mapcount >= 0;
  const moved = unmappable ? -EAGAIN : yield* move_to_new_page(newpage, page, mode, is_lru);
  const rc = k.guard("migrate:failure-path") ? moved : 0;

  yield "migrate:unlock-dst";
  unlock_page(newpage);
  yield "migrate:unlock-src";
  unlock_page(page);
  if (rc === 0) {
    yield "migrate:put-dst";
    // Its owner may have taken the target back by now, so what it is is not asked again.
    if (!k.guard("migrate:kind-once") && !is_lru && !movableByNow(newpage)) yield* putback_lru_page(newpage);
    else put_page(newpage);
  }
  return rc;
}

/** Up to 4.7 the type was the mark, and a balloon that lets go of a page takes the type away. */
const movableByNow = (page: Page): boolean =>
  page.memory.k.guard("migrate:kind-by-tag") ? __PageMovable(page) : page.memory.k.types.test(page, PGTY_offline);

const move_to_new_page = kernel(
  "move_to_new_page",
  function* (newpage: Page, page: Page, mode: MigrateMode, is_lru: boolean): Steps<number> {
    const { k } = newpage.memory;
    if (is_lru) {
      yield "migrate:move-lru";
      return migrate_lru_page(newpage, page);
    }
    yield "migrate:released";
    VM_BUG_ON(k, !PageIsolated(page), "!PageIsolated(page)");
    if (k.guard("migrate:released") && !PageMovable(page)) {
      yield* __ClearPageIsolated(page);
      return 0;
    }
    yield "migrate:call-ops";
    const mapping = page_mapping(page);
    const migratepage = k.call(page_aops(mapping).migratepage, "a_ops->migratepage");
    const rc = yield* migratepage(mapping, newpage, page, mode);
    WARN_ON_ONCE(k, rc === 0 && !PageIsolated(page), "rc == MIGRATEPAGE_SUCCESS && !PageIsolated(page)");
    if (rc === 0) {
      yield "migrate:clear-flag";
      yield* __ClearPageIsolated(page);
    }
    return rc;
  },
);
