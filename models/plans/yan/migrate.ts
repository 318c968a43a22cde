/**
 * migrate_pages() of `flags`, with targets that are PageOffline to begin with: whoever gives one out has it inflated, and whoever gets an unused
 * one back has it deflated. The mail says so of "all get_new_folio functions" and of put_page(); here it is said once, around what a caller brings.
 */

import type { free_folio_t, MigrateMode, MigrateReason, new_folio_t } from "../../era.ts";
import { migrate_pages as migrate_pages_to } from "../../flags/migrate.ts";
import { page_has_movable_ops } from "../../flags/movable.ts";
import { pointerTo, struct, word } from "../../machine/layout.ts";
import type { ListHead } from "../../machine/list.ts";
import type { Addr } from "../../machine/memory.ts";
import type { Page } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import { PGTY_offline } from "../../machine/page-type.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { is_offline_target, offline_target, online_target } from "./target.ts";

/** What a caller of migrate_pages() brings. It stands on the stack, and is the `private` of the two functions below. */
class OfflineTargets extends struct("struct offline_targets", {
  get_new_folio: pointerTo<new_folio_t>(),
  put_new_folio: pointerTo<free_folio_t>(),
  private: word,
}) {}

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
  const targets = stack.alloc(OfflineTargets, "targets");
  targets.get_new_folio = k.textAddress(get_new_folio);
  targets.put_new_folio = put_new_folio === null ? 0 : k.textAddress(put_new_folio);
  targets.private = _private;
  return yield* migrate_pages_to(from, get_offline_folio, put_offline_folio, targets.addr, mode, reason);
});

function* get_offline_folio(src: Page, _private: Addr): Steps<Page | null> {
  const { k } = src.memory;
  const targets = new OfflineTargets(k.memory, _private);
  const dst = yield* k.call(targets.get_new_folio, "get_new_folio")(src, targets.private);
  const offline = dst !== null && page_has_movable_ops(src) && k.types.test(src, PGTY_offline);
  if (!offline || (yield* offline_target(dst, src))) return dst;
  // Whoever asked for a target has one word for "not now": that there is no memory.
  yield* give_back(targets, dst);
  return null;
}

function* put_offline_folio(dst: Page, _private: Addr): Steps {
  const { k } = dst.memory;
  if (k.differs("plain-put")) {
    dst.mapping = 0;
  } else if (is_offline_target(dst)) {
    yield* online_target(dst);
    yield "migrate:put-new";
  }
  yield* give_back(new OfflineTargets(k.memory, _private), dst);
}

function* give_back(targets: OfflineTargets, dst: Page): Steps {
  const { put_new_folio } = targets;
  if (put_new_folio === 0) put_page(dst);
  else yield* targets.memory.k.call(put_new_folio, "put_new_folio")(dst, targets.private);
}
