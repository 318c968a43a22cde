/**
 * drivers/virtio/virtio_mem.c, cut to what offlining meets: pages that are PageOffline and not movable. The same in all eras.
 * The device takes a range out of use and keeps one reference to each page. When a block is to go offline it is told, and drops
 * its references, so that the pages are skipped. Without that (`going_offline: false`, as hv_balloon does) they are in the way
 * for ever.
 */

import type { Args, Driver } from "../era.ts";
import type { Kernel } from "./kernel.ts";
import { embed, struct } from "./layout.ts";
import { entries_safe, INIT_LIST_HEAD, ListHead, list_add_tail, list_del, peek_entries } from "./list.ts";
import { MEM_CANCEL_OFFLINE, MEM_GOING_OFFLINE, NotifierBlock, register_memory_notifier } from "./memory_hotplug.ts";
import { get_page, lru_to_page, page_count, page_to_pfn, pfn_to_page } from "./page.ts";
import { put_page, put_page_testzero } from "./page_alloc.ts";
import { PGTY_offline } from "./page-type.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";
import { adjust_managed_page_count } from "./vmstat.ts";

/** `unplugged`: the pages that are out of use, linked by `lru`. */
class VirtioMem extends struct("struct virtio_mem", { notifier: embed(NotifierBlock), unplugged: embed(ListHead) }) {}

/** The range is not the allocator's any more, nor the guest's. */
const virtio_mem_fake_offline = kernel(
  "virtio_mem_fake_offline",
  function* (vm: VirtioMem, start: number, end: number): Steps<number> {
    const { k } = vm.memory;
    const rc = yield* k.era.alloc_contig_range(k, start, end);
    if (rc !== 0) return rc;
    yield "virtio-mem:mark";
    for (let pfn = start; pfn < end; pfn++) {
      const page = pfn_to_page(k, pfn);
      k.types.set(page, PGTY_offline);
      list_add_tail(page.lru, vm.unplugged);
      adjust_managed_page_count(page, -1);
    }
    return 0;
  },
);

/** Pages given back, at most `wanted`. A page in a block that went offline is not the device's to give. */
const virtio_mem_fake_online = kernel(
  "virtio_mem_fake_online",
  function* (vm: VirtioMem, wanted: number): Steps<number> {
    let plugged = 0;
    yield "virtio-mem:plug";
    for (const entry of entries_safe(vm.unplugged)) {
      const page = lru_to_page(vm.memory, entry);
      if (plugged === wanted) break;
      if (page_count(page) === 0) continue;
      list_del(page.lru);
      vm.memory.k.types.clear(page, PGTY_offline);
      adjust_managed_page_count(page, 1);
      put_page(page);
      plugged++;
    }
    return plugged;
  },
);

/**
 * Offlining will subtract the whole block from the managed pages, so these are added before. Their reference count of 0 does not
 * free them: nobody calls the free path.
 */
const virtio_mem_memory_notifier_cb = kernel(
  "virtio_mem_memory_notifier_cb",
  (k: Kernel, action: number, start: number, end: number, device: number): void => {
    const vm = new VirtioMem(k.memory, device);
    for (const entry of entries_safe(vm.unplugged)) {
      const page = lru_to_page(k.memory, entry);
      const pfn = page_to_pfn(page);
      if (pfn < start || pfn >= end) continue;
      if (action === MEM_GOING_OFFLINE) {
        adjust_managed_page_count(page, 1);
        put_page_testzero(page);
      } else if (action === MEM_CANCEL_OFFLINE) {
        adjust_managed_page_count(page, -1);
        get_page(page);
      }
    }
  },
);

export const virtio_mem: Driver<VirtioMem> = {
  kernelFile: "drivers/virtio/virtio_mem.c",
  probe(k: Kernel, name: string, options: Args) {
    const vm = k.heap.alloc(VirtioMem, name);
    INIT_LIST_HEAD(vm.unplugged);
    if (options.going_offline !== false) {
      register_memory_notifier(vm.notifier, vm, virtio_mem_memory_notifier_cb);
    }
    return vm;
  },
  options: { going_offline: "lets go of its pages when their block is to go offline: true (the default) or false" },
  operations: {
    unplug: {
      text: "Takes a range of frames out of use, moving away what is in it. Returns 0 or a negative error number.",
      args: { start: "first frame", pages: "how many (1 if missing)" },
      run(device, args) {
        const start = Number(args.start);
        return virtio_mem_fake_offline(device, start, start + Number(args.pages ?? 1));
      },
    },
    plug: {
      text: "Gives pages back that it took. Returns how many.",
      args: { pages: "how many (1 if missing)" },
      run: (device, args) => virtio_mem_fake_online(device, Number(args.pages ?? 1)),
    },
  },
  owns: (device, page) => page_count(page) > 0 && [...unplugged(device)].includes(page.lru.addr),
  observe: (device) => ({ unplugged: [...unplugged(device)].length }),
};

function unplugged(vm: VirtioMem): Iterable<number> {
  return peek_entries(vm.memory, vm.unplugged.addr, vm.memory.k.machine.pages);
}
