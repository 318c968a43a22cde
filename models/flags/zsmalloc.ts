/**
 * mm/zsmalloc.c, 6.17: pools. Isolated pages do not keep a pool alive: their zspages are its own, and are freed before it
 * goes, isolated or not. What must be waited for is the thread that frees zspages.
 */

import type { Driver } from "../era.ts";
import type { Kernel } from "../machine/kernel.ts";
import { list_empty } from "../machine/list.ts";
import type { Addr } from "../machine/memory.ts";
import { PGTY_zsmalloc } from "../machine/page-type.ts";
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
import { set_movable_ops } from "./movable.ts";
import { zs_free, zs_malloc, zs_read, zs_write } from "./zs_object.ts";
import { async_free_zspage } from "./zs_worker.ts";
import { look, ZsPool } from "./zspage.ts";

function zs_create_pool(k: Kernel, name: string): ZsPool {
  const pool = k.heap.alloc(ZsPool, name);
  pool.size_class = create_size_classes(k, name);
  INIT_WORK(pool.free_work, async_free_zspage);
  return pool;
}

/** Who uses the pool has stopped. */
const zs_destroy_pool = kernel("zs_destroy_pool", function* (k: Kernel, addr: Addr): Steps {
  const pool = new ZsPool(k.memory, addr);
  yield* flush_work(pool.free_work);
  for (let index = 0; index < ZS_SIZE_CLASSES; index++) {
    const of = size_class(k, pool.size_class, index);
    for (let fg = ZS_EMPTY; fg < NR_FULLNESS_GROUPS; fg++) {
      if (!list_empty(fullness_list(of, fg))) k.printk("warn", `Freeing non-empty class of ${of.size} words`);
    }
  }
  k.heap.free(size_class(k, pool.size_class, 0));
  k.heap.free(pool);
});

/**
 * When the module is loaded, or at boot where zsmalloc is part of the kernel image. Pages only carry the type. `rival`: the module
 * is another one, whose pages are those of a balloon, and asks for the type of zsmalloc.
 */
export function zs_init(k: Kernel, rival = false): number {
  // Where each page leads to its callbacks there is nothing to register.
  if (k.differs("ops-in-mapping")) return 0;
  // The first lookup is compiled into mm/migrate.c under #ifdef CONFIG_ZSMALLOC, which is false for a module, and nobody else is asked.
  if (k.differs("ops-compiled-in") && (rival || k.config.ZSMALLOC !== "y")) return 0;
  return k.config.COMPACTION
    ? set_movable_ops(k, k.symbol(rival ? "balloon_mops" : "zsmalloc_mops"), PGTY_zsmalloc)
    : 0;
}
function zs_exit(k: Kernel): void {
  if (k.config.COMPACTION) set_movable_ops(k, 0, PGTY_zsmalloc);
}

const api: Zsmalloc = {
  zs_init,
  zs_exit,
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
