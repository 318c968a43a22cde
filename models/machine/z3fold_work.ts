/** mm/z3fold.c: the two workers of a pool. One tidies a page that lost an object, the other frees empty pages. */
import { WARN_ON_ONCE } from "./bug.ts";
import { read_frame } from "./frame.ts";
import { entries_safe } from "./list.ts";
import { lock_page, spin_lock, spin_unlock } from "./lock.ts";
import { outside } from "./monitor.ts";
import { lru_to_page, type Page } from "./page.ts";
import { put_page } from "./page_alloc.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";
import { flush_work, process_one_work, WorkqueueStruct, type WorkStruct } from "./workqueue.ts";
import {
  add_to_unbuddied,
  clear_private,
  HEADER_WORK,
  NEEDS_COMPACTING,
  PAGE_CLAIMED,
  PAGE_STALE,
  put_z3fold_locked,
  test_and_set_private,
  test_private,
  virt_to_page,
  Z3foldHeader,
  type Z3foldPool,
} from "./z3fold.ts";
import { list_del, list_del_init, list_empty } from "./z3fold_lists.ts";

/** Objects that are not moved together here leave the worker little to do: the page gets its place in the pool back. */
export const compact_page_work = kernel("compact_page_work", function* (work: WorkStruct): Steps {
  const { k } = work.memory;
  yield "z3fold:compact";
  const zhdr = new Z3foldHeader(k.memory, work.addr - HEADER_WORK);
  const page = virt_to_page(zhdr);
  yield* spin_lock(zhdr.page_lock);
  WARN_ON_ONCE(k, !test_private(page, NEEDS_COMPACTING), "!test_and_clear_bit(NEEDS_COMPACTING, &page->private)");
  clear_private(page, NEEDS_COMPACTING);
  if (!list_empty(zhdr.buddy)) list_del_init(zhdr.buddy);
  if (yield* put_z3fold_locked(zhdr)) return;
  if (!test_private(page, PAGE_STALE) && !test_and_set_private(page, PAGE_CLAIMED)) {
    yield "z3fold:compacted";
    add_to_unbuddied(zhdr);
    clear_private(page, PAGE_CLAIMED);
  }
  spin_unlock(zhdr.page_lock);
});
/** Frees the empty pages. It may sleep on a page lock, which is why it is a worker. Queued work would hold a reference: none is. */
export function* free_stale_pages(pool: Z3foldPool, clear: (page: Page) => void): Steps {
  const { k } = pool.memory;
  yield "z3fold:first-stale";
  while (!list_empty(pool.stale)) {
    const zhdr = new Z3foldHeader(pool.memory, pool.stale.next);
    list_del(zhdr.buddy);
    yield "z3fold:clear";
    const page = virt_to_page(zhdr);
    yield* lock_page(page);
    clear(page);
    k.era.unlock_page(page);
    yield "z3fold:put";
    k.heap.free(zhdr);
    put_page(page);
    yield "z3fold:next-stale";
  }
}

/** What the pool's kernel threads would do: all that waits. */
export function* run_workers(pool: Z3foldPool): Steps {
  yield* run_compactions(pool);
  yield* process_one_work(pool.work);
}

function* run_compactions(pool: Z3foldPool): Steps {
  for (;;) {
    yield "z3fold:look-work";
    const waiting = outside(pool, () => first_waiting(pool));
    if (waiting === undefined) return;
    yield* process_one_work(waiting.work);
  }
}

/** The workqueue has a list of its own for that. */
function first_waiting(pool: Z3foldPool): Z3foldHeader | undefined {
  return [...entries_safe(pool.lru)]
    .map((entry) => new Z3foldHeader(pool.memory, read_frame(lru_to_page(pool.memory, entry), 0)))
    .find((zhdr) => zhdr.work.pending !== 0 && zhdr.work.running === 0);
}

/** Does what is queued, as destroy_workqueue() does. No thread is at it: a scenario that destroys a pool has none. */
export function* destroy_compact_wq(pool: Z3foldPool): Steps {
  yield* run_compactions(pool);
  pool.memory.k.heap.free(new WorkqueueStruct(pool.memory, pool.compact_wq));
}

export function* destroy_release_wq(pool: Z3foldPool): Steps {
  yield* flush_work(pool.work);
  pool.memory.k.heap.free(new WorkqueueStruct(pool.memory, pool.release_wq));
}
