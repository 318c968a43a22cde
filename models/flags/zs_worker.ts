/** mm/zsmalloc.c, 6.17: the thread that frees zspages which zs_free() could not, as it must not wait for page locks. */
import { VM_BUG_ON } from "../machine/bug.ts";
import { offsetOf } from "../machine/layout.ts";
import { entries_safe, list_del, list_splice_tail_init } from "../machine/list.ts";
import { spin_lock, spin_unlock } from "../machine/lock.ts";
import { read_lock, read_unlock } from "../machine/rwlock.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import type { WorkStruct } from "../machine/workqueue.ts";
import {
  type Zpdesc,
  zpdesc_get,
  zpdesc_lock,
  zpdesc_put,
  zpdesc_trylock,
  zpdesc_wait_locked,
} from "../machine/zpdesc.ts";
import { size_class, ZS_EMPTY, ZS_SIZE_CLASSES } from "../machine/zs_class.ts";
import { get_first_zpdesc, get_next_zpdesc, ZsPool, Zspage, zspage_class } from "./zspage.ts";
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
      const of = zspage_class(zspage);
      yield "zs:lock-class";
      yield* spin_lock(of.lock);
      yield* __free_zspage(zspage);
      spin_unlock(of.lock);
    }
  }),
);

/**
 * Pages that are not locked yet may be replaced, so the chain is only looked at with zspage->zsl held for reading, which
 * keeps migration out. Nobody may sleep with that lock: a page that must be waited for is kept by a reference meanwhile,
 * and looked up again, because it may not be the zspage's any more (2505a981114d).
 */
function* lock_zspage(zspage: Zspage): Steps {
  const { k } = zspage.memory;
  yield "zs:lock-chain";
  if (!k.guard("zs:lock-reread")) {
    let zpdesc: Zpdesc | null = get_first_zpdesc(zspage);
    for (; zpdesc !== null; zpdesc = get_next_zpdesc(zspage, zpdesc)) yield* zpdesc_lock(zpdesc);
    return;
  }
  yield* read_lock(zspage.zsl);
  let locked: Zpdesc | null = null;
  for (;;) {
    const zpdesc: Zpdesc | null = locked === null ? get_first_zpdesc(zspage) : get_next_zpdesc(zspage, locked);
    if (zpdesc === null) break;
    if (zpdesc_trylock(zpdesc)) {
      locked = zpdesc;
      continue;
    }
    zpdesc_get(zpdesc);
    read_unlock(zspage.zsl);
    yield* zpdesc_wait_locked(zpdesc);
    zpdesc_put(zpdesc);
    yield "zs:lock-again";
    yield* read_lock(zspage.zsl);
  }
  read_unlock(zspage.zsl);
}
