/** The move phase for one page: migrate_folio_move() of `flags`, on lists that are linked one way. */
import { EAGAIN, type MigrateMode } from "../../era.ts";
import {
  type Migration,
  migrate_folio_done,
  migrate_folio_undo_dst,
  migrate_movable_ops_page,
  move_to_new_folio,
} from "../../flags/migrate_folio.ts";
import { page_has_movable_ops } from "../../flags/movable.ts";
import { unlock_page } from "../../flags/unlock.ts";
import { page_folio } from "../../machine/folio.ts";
import type { ListHead } from "../../machine/list.ts";
import type { Addr } from "../../machine/memory.ts";
import type { Page } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";
import { slist_add_behind, slist_add_tail, slist_del_behind } from "./slist.ts";

interface Batch {
  unmapped: ListHead;
  targets: ListHead;
  ret_pages: ListHead;
}

/** `at`: the words that lead to the source and to its target. The link of the target is the driver's word, too: it must be off the list first. */
export const migrate_page_move = kernel(
  "migrate_folio_move",
  function* (
    src: Page,
    dst: Page,
    migration: Migration,
    mode: MigrateMode,
    { unmapped, targets, ret_pages }: Batch,
    at: { src: Addr; dst: Addr },
  ): Steps<number> {
    const { k } = src.memory;
    slist_del_behind(targets, at.dst);
    const moved = page_has_movable_ops(k.guard("migrate:test-src") ? src : dst)
      ? yield* migrate_movable_ops_page(dst, src, mode)
      : yield* move_to_new_folio(page_folio(dst), page_folio(src));
    const rc = k.guard("migrate:failure-path") ? moved : 0;

    if (rc === -EAGAIN) {
      slist_add_behind(dst, at.dst, targets);
      return rc;
    }
    if (rc === 0) {
      yield "migrate:unlock-dst";
      unlock_page(dst);
      yield "migrate:put-dst";
      put_page(dst);
      yield "migrate:unlock-src";
      slist_del_behind(unmapped, at.src);
      unlock_page(src);
      yield "migrate:put-src";
      migrate_folio_done(page_folio(src), migration.reason);
      return rc;
    }
    yield "migrate:undo";
    unlock_page(src);
    slist_add_tail(slist_del_behind(unmapped, at.src), ret_pages);
    yield* migrate_folio_undo_dst(page_folio(dst), true, migration);
    return rc;
  },
);
