/** The driver of 7.2, but for how pages come and go: frozen, and from an array to the host and back, since no list can hold them. */

import type { Driver } from "../../era.ts";
import {
  virtio_balloon as driver,
  lock_balloon,
  tell_host,
  VIRTIO_BALLOON_ARRAY_PFNS_MAX,
  VIRTIO_BALLOON_OOM_NR_PAGES,
  VirtioBalloon,
} from "../../flags/virtio_balloon.ts";
import { array_of } from "../../machine/array.ts";
import { BALLOON_HELP, observe_balloon } from "../../machine/balloon.ts";
import { release_pages_balloon } from "../../machine/balloon_pfns.ts";
import { VIRTIO_BALLOON_VQ_DEFLATE, VIRTIO_BALLOON_VQ_INFLATE } from "../../machine/host.ts";
import { offsetOf } from "../../machine/layout.ts";
import { mutex_unlock } from "../../machine/lock.ts";
import { type OomNotifierBlock, try_to_free_pages } from "../../machine/oom.ts";
import type { Page } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";
import { balloon_page_alloc, balloon_page_dequeue, balloon_page_enqueue } from "./balloon_compaction.ts";
import { frames_in, register_balloon } from "./inventory.ts";
import { free_frozen_page } from "./page_alloc.ts";

const fill_balloon = kernel("fill_balloon", function* (vb: VirtioBalloon, wanted: number): Steps<Page[]> {
  const { k } = vb.memory;
  const alloc_first = k.guard("balloon:alloc-first");
  const num = Math.min(wanted, VIRTIO_BALLOON_ARRAY_PFNS_MAX);
  const pages = array_of<Page>(VIRTIO_BALLOON_ARRAY_PFNS_MAX);
  if (!alloc_first) yield* lock_balloon(vb);
  while (pages.length < num) {
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
    vb.num_pages += 1;
  }
  if (pages.length > 0) yield* tell_host(vb, VIRTIO_BALLOON_VQ_INFLATE, pages);
  yield "balloon:unlock";
  mutex_unlock(vb.balloon_lock);
  return pages;
});

const leak_balloon = kernel("leak_balloon", function* (vb: VirtioBalloon, wanted: number): Steps<Page[]> {
  const num = Math.min(wanted, VIRTIO_BALLOON_ARRAY_PFNS_MAX);
  const pages = array_of<Page>(VIRTIO_BALLOON_ARRAY_PFNS_MAX);
  yield* lock_balloon(vb);
  const put_locked = vb.memory.k.guard("balloon:put-under-lock");
  while (pages.length < Math.min(num, vb.num_pages)) {
    const page = yield* balloon_page_dequeue(vb.vb_dev_info);
    if (page === null) break;
    pages.push(page);
  }
  vb.num_pages -= pages.length;
  if (pages.length > 0) yield* tell_host(vb, VIRTIO_BALLOON_VQ_DEFLATE, pages);
  if (put_locked) {
    for (const page of pages) {
      yield "balloon:put";
      free_frozen_page(page);
    }
  }
  yield "balloon:unlock";
  mutex_unlock(vb.balloon_lock);
  if (!put_locked && pages.length > 0) yield* release_pages_balloon(vb, false, free_frozen_page);
  return pages;
});

const virtio_balloon_oom_notify = kernel("virtio_balloon_oom_notify", function* (nb: OomNotifierBlock): Steps<number> {
  const vb = new VirtioBalloon(nb.memory, nb.addr - offsetOf(VirtioBalloon, "oom_nb"));
  const pages = yield* leak_balloon(vb, VIRTIO_BALLOON_OOM_NR_PAGES);
  return pages.length;
});

export const virtio_balloon: Driver<VirtioBalloon> = {
  ...driver,
  probe(k, name, options) {
    const vb = driver.probe(k, name, options);
    register_balloon(vb.vb_dev_info);
    vb.oom_nb.notifier_call = k.textAddress(virtio_balloon_oom_notify);
    return vb;
  },
  operations: {
    ...driver.operations,
    inflate: {
      ...BALLOON_HELP.inflate,
      run: (device, args) => fill_balloon(device, Number(args.pages ?? 1)),
    },
    deflate: {
      ...BALLOON_HELP.deflate,
      run: (device, args) => leak_balloon(device, Number(args.pages ?? 1)),
    },
  },
  observe(vb) {
    return {
      ...observe_balloon(vb.vb_dev_info),
      listed: [...frames_in(vb.vb_dev_info)].length,
      num_pages: vb.num_pages,
      host: vb.host.given,
    };
  },
};
