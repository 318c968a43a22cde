/**
 * mm/zsmalloc.c, 5.10: pools. A pool has an inode, lent to its pages, so it must not go before all isolated pages came
 * back and the thread that frees zspages has nothing left to do.
 */
import type { Driver } from "../era.ts";
import { READ_ONCE } from "../machine/access.ts";
import { smp_mb } from "../machine/barrier.ts";
import type { Kernel } from "../machine/kernel.ts";
import { list_empty } from "../machine/list.ts";
import type { Addr } from "../machine/memory.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { flush_work, INIT_WORK, process_one_work } from "../machine/workqueue.ts";
import {
  ZRAM_OPTIONS,
  type Zram,
  type Zsmalloc,
  zram_observe,
  zram_operations,
  zram_owns,
  zram_probe,
} from "../machine/zram.ts";
import {
  create_size_classes,
  fullness_list,
  NR_FULLNESS_GROUPS,
  size_class,
  ZS_EMPTY,
  ZS_SIZE_CLASSES,
} from "../machine/zs_class.ts";
import { alloc_anon_inode, Inode, iput } from "./pseudo_inode.ts";
import { zs_free, zs_malloc, zs_read, zs_write } from "./zs_object.ts";
import { async_free_zspage } from "./zs_worker.ts";
import { look, MIGRATION_WAIT, ZsPool } from "./zspage.ts";

function zs_create_pool(k: Kernel, name: string): ZsPool {
  const pool = k.heap.alloc(ZsPool, name);
  pool.size_class = create_size_classes(k, name);
  INIT_WORK(pool.free_work, async_free_zspage);
  pool.inode = alloc_anon_inode(k, `${name} zsmalloc`, k.symbol("zsmalloc_aops"), pool.addr).addr;
  return pool;
}

/** Who uses the pool has stopped. Migration has not: its pages lead to the pool through the inode. */
const zs_destroy_pool = kernel("zs_destroy_pool", function* (k: Kernel, addr: Addr): Steps {
  const pool = new ZsPool(k.memory, addr);
  if (k.guard("zs:drain") && !k.differs("zspage-freed-while-isolated")) yield* wait_for_isolated_drain(pool);
  yield* flush_work(pool.free_work);
  iput(new Inode(k.memory, pool.inode));
  for (let index = 0; index < ZS_SIZE_CLASSES; index++) {
    const of = size_class(k, pool.size_class, index);
    for (let fg = ZS_EMPTY; fg < NR_FULLNESS_GROUPS; fg++) {
      if (!list_empty(fullness_list(of, fg))) k.printk("warn", `Freeing non-empty class of ${of.size} words`);
    }
  }
  k.heap.free(size_class(k, pool.size_class, 0));
  k.heap.free(pool);
});

/** wait_event() asks before it sleeps, and cannot miss a wakeup that comes after. */
function* wait_for_isolated_drain(pool: ZsPool): Steps {
  const { k } = pool.memory;
  pool.destroying = 1;
  // Whoever counts down to 0 sees it, or is seen to have done so.
  if (k.guard("zs:destroy-mb")) smp_mb(pool);
  yield "zs:must-wait";
  if (READ_ONCE(pool, "isolated_pages") === 0) return;
  const woken = pool.addr + MIGRATION_WAIT;
  yield { step: "zs:drain", ready: () => pool.memory.peek(woken) !== 0, on: woken };
}

const api: Zsmalloc = {
  // Callbacks are found through each page: the module has nothing to register.
  zs_init: () => 0,
  zs_exit: () => {},
  zs_create_pool,
  zs_destroy_pool,
  zs_malloc,
  zs_free,
  zs_read,
  zs_write,
  free_worker: (k, pool) => process_one_work(new ZsPool(k.memory, pool).free_work),
  look,
};

export const zsmalloc: Driver<Zram> = {
  kernelFile: "mm/zsmalloc.c",
  probe: (k, name, options) => zram_probe(k, name, options, api),
  options: ZRAM_OPTIONS,
  operations: zram_operations(api),
  owns: zram_owns,
  observe: (device) => zram_observe(device, look),
};
