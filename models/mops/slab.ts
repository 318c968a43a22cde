/**
 * mm/slub.c, 6.12, cut to what isolate_movable_page() meets: `struct slab` lies over `struct page`, and from v6.2 to v6.13 the word that is
 * `mapping` to others is the `prev` of its list. list_del() leaves a poison there whose low bits are those of a movable page. Before, an
 * aligned pointer was there; from v6.14 on a slab page has no reference, and nobody else can take one.
 */

import type { Driver } from "../era.ts";
import { smp_wmb } from "../machine/barrier.ts";
import type { Kernel } from "../machine/kernel.ts";
import { at, embed, struct } from "../machine/layout.ts";
import { INIT_LIST_HEAD, ListHead, list_add, list_del, peek_entries } from "../machine/list.ts";
import { alloc_page, GFP_KERNEL, put_page } from "../machine/page_alloc.ts";
import { PGTY_slab } from "../machine/page-type.ts";
import type { Steps } from "../machine/step.ts";

/** Words 2 and 3 of `struct page`. */
class Slab extends struct("struct slab", { slab_list: at(16, embed(ListHead)) }, 64) {}
class KmemCacheNode extends struct("struct kmem_cache_node", { partial: embed(ListHead) }) {}

/** The type is set before the list is used, and cleared after the word was emptied: who reads type, word, type sees a slab or no poison. */
function* allocate_and_free(node: KmemCacheNode): Steps<boolean> {
  const { k } = node.memory;
  yield "slab:alloc";
  const page = alloc_page(k, GFP_KERNEL);
  if (page === null) return false;
  const slab = new Slab(node.memory, page.addr);
  yield "slab:type";
  k.types.set(page, PGTY_slab);
  if (k.guard("slab:wmb-type")) smp_wmb(page);
  yield "slab:list";
  list_add(slab.slab_list, node.partial);
  yield "slab:unlist";
  list_del(slab.slab_list);
  yield "slab:empty";
  page.mapping = 0;
  if (k.guard("slab:wmb-untype")) smp_wmb(page);
  yield "slab:untype";
  k.types.clear(page, PGTY_slab);
  yield "slab:put";
  put_page(page);
  return true;
}

export const slab: Driver<KmemCacheNode> = {
  kernelFile: "mm/slub.c",
  since: "6.2",
  until: "6.14",
  part: "the list of slabs over the word `mapping`",
  probe(k: Kernel, name: string) {
    const node = k.heap.alloc(KmemCacheNode, name);
    INIT_LIST_HEAD(node.partial);
    return node;
  },
  options: {},
  operations: {
    cycle: {
      text: "Takes a page for a slab, lists the slab, takes it off the list and frees the page. Returns whether there was one.",
      args: {},
      run: (device) => allocate_and_free(device),
    },
  },
  owns: () => false,
  observe: (device) => ({ slabs: [...peek_entries(device.memory.k.memory, device.partial.addr, 1)].length }),
};
