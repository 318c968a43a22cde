/** mm/zsmalloc.c, 5.10: the thread that frees zspages which zs_free() could not, as it must not wait for page locks. */
import { VM_BUG_ON } from "../machine/bug.ts";
import { offsetOf } from "../machine/layout.ts";
import { entries_safe, list_del, list_splice_tail_init } from "../machine/list.ts";
import { lock_page, spin_lock, spin_unlock, trylock_page, wait_on_page_locked } from "../machine/lock.ts";
import { get_page, type Page } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import { read_lock, read_unlock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import type { WorkStruct } from "../machine/workqueue.ts";
import { size_class, ZS_EMPTY, ZS_SIZE_CLASSES } from "../machine/zs_class.ts";
import { get_first_page, get_next_page, ZsPool, Zspage, zspage_class } from "./zspage.ts";
import { __free_zspage } from "./zspage_life.ts";

export const async_free_zspage = kernel(
  "async_free_zspage",
  on_stack(function* (stack, work: WorkStruct): Steps {
    const { k } = work.memory;
    const pool = new ZsPool(k.memory, work.addr - offsetOf(ZsPool, "free_work"));
    const free_pages = stack.list("free_pages");
    for (let index = 0; index < ZS_SIZE_CLASSES; index++) {
      yield "zs:splice";
      const of = size_class(k, pool.size_class, index);
      yield* spin_lock(of.lock);
      list_splice_tail_init(of.empty, free_pages);
      spin_unlock(of.lock);
    }
    for (const entry of entries_safe(free_pages)) {
      const zspage = new Zspage(k.memory, entry - offsetOf(Zspage, "list"));
      list_del(zspage.list);
      yield* lock_zspage(zspage);
      VM_BUG_ON(k, zspage.fullness !== ZS_EMPTY, "fullness != ZS_EMPTY");
      const of = zspage_class(pool, zspage);
      yield "zs:lock-class";
      yield* spin_lock(of.lock);
      yield* __free_zspage(zspage);
      spin_unlock(of.lock);
    }
  }),
);

/**
 * Pages that are not locked yet may be replaced, so the chain is only looked at with zspage->lock held for reading, which
 * keeps migration out. Nobody may sleep with that lock: a page that must be waited for is kept by a reference meanwhile,
 * and looked up again, because it may not be the zspage's any more (2505a981114d).
 */
function* lock_zspage(zspage: Zspage): Steps {
  const { k } = zspage.memory;
  yield "zs:lock-chain";
  if (!k.guard("zs:lock-reread")) {
    for (let page: Page | null = get_first_page(zspage); page !== null; page = get_next_page(page)) {
      yield* lock_page(page);
    }
    return;
  }
  yield* read_lock(zspage.lock);
  let locked: Page | null = null;
  for (;;) {
    const page: Page | null = locked === null ? get_first_page(zspage) : get_next_page(locked);
    if (page === null) break;
    if (trylock_page(page)) {
      locked = page;
      continue;
    }
    get_page(page);
    read_unlock(zspage.lock);
    yield* wait_on_page_locked(page);
    put_page(page);
    yield "zs:lock-again";
    yield* read_lock(zspage.lock);
  }
  read_unlock(zspage.lock);
}
