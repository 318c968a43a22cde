/** drivers/virtio/virtio_balloon.c as in `flags`, on the lists and the descriptor of the plan. */
import { type Args, type Driver, EAGAIN, type MigrateMode } from "../../era.ts";
import { array_of } from "../../machine/array.ts";
import { BALLOON_HELP, is_owned_by, observe_balloon } from "../../machine/balloon.ts";
import { init_pfns, type Pfn, release_pages_balloon, set_page_pfns } from "../../machine/balloon_pfns.ts";
import { __alloc_pages_direct_compact } from "../../machine/direct_compact.ts";
import {
  BalloonHost,
  host_deflate,
  host_inflate,
  init_host,
  VIRTIO_BALLOON_VQ_DEFLATE,
  VIRTIO_BALLOON_VQ_INFLATE,
  type VirtioBalloonVq,
} from "../../machine/host.ts";
import type { Kernel } from "../../machine/kernel.ts";
import { embed, offsetOf, pointerTo, struct, word } from "../../machine/layout.ts";
import { list_empty } from "../../machine/list.ts";
import { Lock, mutex_lock, mutex_trylock, mutex_unlock } from "../../machine/lock.ts";
import { OomNotifierBlock, register_oom_notifier, try_to_free_pages } from "../../machine/oom.ts";
import { get_page, type Page, page_to_pfn } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { adjust_managed_page_count, BALLOON_MIGRATE, count_vm_events } from "../../machine/vmstat.ts";
import {
  BalloonDevInfo,
  balloon_devinfo_init,
  balloon_page_alloc,
  balloon_page_dequeue,
  balloon_page_enqueue,
  balloon_page_finalize,
  balloon_page_insert,
  lock_pages,
  unlock_pages,
} from "./balloon_compaction.ts";
import { slist_pop } from "./slist.ts";

/** How much the host is told of at a time: what the cost is counted with, and more than any scenario asks for. */
const VIRTIO_BALLOON_ARRAY_PFNS_MAX = 4096;
const VIRTIO_BALLOON_OOM_NR_PAGES = 256;

class VirtioBalloon extends struct("struct virtio_balloon", {
  vb_dev_info: embed(BalloonDevInfo),
  balloon_lock: embed(Lock),
  num_pages: word,
  deflate_on_oom: word,
  memory_short: word,
  num_pfns: word,
  pfns: pointerTo<Pfn>(),
  oom_nb: embed(OomNotifierBlock),
  host: embed(BalloonHost),
}) {}

function* lock_balloon(vb: VirtioBalloon): Steps {
  yield "balloon:lock";
  yield* mutex_lock(vb.balloon_lock);
}

const fill_balloon = kernel("fill_balloon", function* (vb: VirtioBalloon, wanted: number): Steps<Page[]> {
  const { k } = vb.memory;
  const alloc_first = k.guard("balloon:alloc-first");
  const pages = array_of<Page>(VIRTIO_BALLOON_ARRAY_PFNS_MAX);
  if (!alloc_first) yield* lock_balloon(vb);
  while (pages.length < Math.min(wanted, VIRTIO_BALLOON_ARRAY_PFNS_MAX)) {
    yield "balloon:alloc";
    const page = balloon_page_alloc(k);
    if (page === null) {
      if (vb.memory_short !== 0) yield* try_to_free_pages(k);
      break;
    }
    pages.push(page);
  }
  if (alloc_first) yield* lock_balloon(vb);
  for (const page of pages) {
    yield* balloon_page_enqueue(vb.vb_dev_info, page);
    yield "balloon:managed";
    if (vb.deflate_on_oom === 0) adjust_managed_page_count(page, -1);
    vb.num_pages += 1;
  }
  if (pages.length > 0) yield* tell_host(vb, VIRTIO_BALLOON_VQ_INFLATE, pages);
  yield "balloon:unlock";
  mutex_unlock(vb.balloon_lock);
  return pages;
});

const leak_balloon = kernel(
  "leak_balloon",
  on_stack(function* (stack, vb: VirtioBalloon, wanted: number): Steps<Page[]> {
    yield* lock_balloon(vb);
    const put_locked = vb.memory.k.guard("balloon:put-under-lock");
    const list = stack.list("pages");
    const pages = array_of<Page>(VIRTIO_BALLOON_ARRAY_PFNS_MAX);
    while (pages.length < Math.min(wanted, VIRTIO_BALLOON_ARRAY_PFNS_MAX, vb.num_pages)) {
      const page = yield* balloon_page_dequeue(vb.vb_dev_info, list);
      if (page === null) break;
      if (!put_locked) slist_pop(list);
      pages.push(page);
    }
    vb.num_pages -= pages.length;
    if (pages.length > 0) yield* tell_host(vb, VIRTIO_BALLOON_VQ_DEFLATE, pages);
    while (!list_empty(list)) {
      yield "balloon:put";
      const page = slist_pop(list);
      if (vb.deflate_on_oom === 0) adjust_managed_page_count(page, 1);
      put_page(page);
    }
    yield "balloon:unlock";
    mutex_unlock(vb.balloon_lock);
    if (!put_locked && pages.length > 0) yield* release_pages_balloon(vb, vb.deflate_on_oom === 0, put_page);
    return pages;
  }),
);

/** Whoever runs out of memory calls this, with whatever locks it has. */
const virtio_balloon_oom_notify = kernel("virtio_balloon_oom_notify", function* (nb: OomNotifierBlock): Steps<number> {
  const vb = new VirtioBalloon(nb.memory, nb.addr - offsetOf(VirtioBalloon, "oom_nb"));
  const pages = yield* leak_balloon(vb, VIRTIO_BALLOON_OOM_NR_PAGES);
  return pages.length;
});

const tell_host = kernel("tell_host", function* (vb: VirtioBalloon, vq: VirtioBalloonVq, pages: Page[]): Steps {
  const { k } = vb.memory;
  if (vb.memory_short !== 0) yield* __alloc_pages_direct_compact(k);
  yield `host:${vq}`;
  const put_locked = k.guard("balloon:put-under-lock");
  if (!put_locked) vb.num_pfns = 0;
  const change = vq === VIRTIO_BALLOON_VQ_INFLATE ? host_inflate : host_deflate;
  for (const page of pages) {
    if (!put_locked) set_page_pfns(vb, page);
    change(vb.host, page_to_pfn(page));
  }
});

const virtballoon_migratepage = kernel(
  "virtballoon_migratepage",
  function* (balloon: BalloonDevInfo, newpage: Page, page: Page, _mode: MigrateMode): Steps<number> {
    const { k } = balloon.memory;
    const vb = new VirtioBalloon(k.memory, balloon.addr);
    yield "balloon:trylock";
    if (k.guard("balloon:trylock")) {
      if (!mutex_trylock(vb.balloon_lock)) return -EAGAIN;
    } else {
      yield* mutex_lock(vb.balloon_lock);
    }
    if (k.guard("balloon:get-dst")) get_page(newpage);
    if (k.guard("balloon:zone-counts") && vb.deflate_on_oom === 0 && k.zone(page).addr !== k.zone(newpage).addr) {
      adjust_managed_page_count(page, 1);
      adjust_managed_page_count(newpage, -1);
    }
    yield "balloon:insert";
    yield* lock_pages(balloon);
    balloon_page_insert(balloon, newpage);
    if (k.guard("balloon:count-back")) balloon.isolated_pages -= 1;
    count_vm_events(k, BALLOON_MIGRATE);
    unlock_pages(balloon);

    if (k.guard("balloon:host-order")) yield* tell_host(vb, VIRTIO_BALLOON_VQ_INFLATE, [newpage]);
    else yield* tell_host(vb, VIRTIO_BALLOON_VQ_DEFLATE, [page]);

    if (k.guard("balloon:host-order")) yield* tell_host(vb, VIRTIO_BALLOON_VQ_DEFLATE, [page]);
    else yield* tell_host(vb, VIRTIO_BALLOON_VQ_INFLATE, [newpage]);

    yield "balloon:unlock";
    mutex_unlock(vb.balloon_lock);
    yield "balloon:release";
    balloon_page_finalize(page);
    yield "balloon:put-src";
    if (k.guard("balloon:put-src")) put_page(page);
    return 0;
  },
);

export const virtio_balloon: Driver<VirtioBalloon> = {
  kernelFile: "drivers/virtio/virtio_balloon.c",
  probe(k: Kernel, name: string, options: Args) {
    const vb = k.heap.alloc(VirtioBalloon, name);
    balloon_devinfo_init(vb.vb_dev_info, virtballoon_migratepage);
    vb.deflate_on_oom = options.deflate_on_oom ? 1 : 0;
    if (vb.deflate_on_oom !== 0) register_oom_notifier(vb.oom_nb, virtio_balloon_oom_notify);
    init_pfns(vb, name);
    init_host(vb.host);
    return vb;
  },
  options: {
    deflate_on_oom:
      "give pages up where memory runs out, and leave the counts of managed pages alone: true or false (the default)",
  },
  operations: {
    inflate: {
      ...BALLOON_HELP.inflate,
      run: (device, args) => fill_balloon(device, Number(args.pages ?? 1)),
    },
    deflate: {
      ...BALLOON_HELP.deflate,
      run: (device, args) => leak_balloon(device, Number(args.pages ?? 1)),
    },
    shortage: {
      text: "Memory becomes short: from now on it is compacted before each message to the host, and reclaimed where there is no page for the balloon.",
      args: {},
      *run(device) {
        yield "host:shortage";
        device.memory_short = 1;
      },
    },
  },
  owns: (device, page) => is_owned_by(page, device.addr),
  observe(vb) {
    return { ...observe_balloon(vb.vb_dev_info), num_pages: vb.num_pages, host: vb.host.given };
  },
};
