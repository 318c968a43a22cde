/** The driver of `flags`, but that its callback finds the target inflated. It still has the source deflated: put_page() is anybody's, and may not wait for a host. */

import { type Driver, EAGAIN, type MigrateMode } from "../../era.ts";
import {
  type BalloonDevInfo,
  balloon_page_finalize,
  balloon_page_insert,
  lock_pages,
  unlock_pages,
} from "../../flags/balloon_compaction.ts";
import { virtio_balloon as driver, tell_host, VirtioBalloon } from "../../flags/virtio_balloon.ts";
import { VIRTIO_BALLOON_VQ_DEFLATE } from "../../machine/host.ts";
import { mutex_lock, mutex_trylock, mutex_unlock } from "../../machine/lock.ts";
import { get_page, type Page } from "../../machine/page.ts";
import { put_page } from "../../machine/page_alloc.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";
import { adjust_managed_page_count, BALLOON_MIGRATE, count_vm_events } from "../../machine/vmstat.ts";

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
    if (k.guard("balloon:zone-counts") && vb.deflate_on_oom === 0 && k.zone(page).addr !== k.zone(newpage).addr) {
      adjust_managed_page_count(page, 1);
      adjust_managed_page_count(newpage, -1);
    }
    if (k.guard("balloon:get-dst")) get_page(newpage);
    yield "balloon:insert";
    yield* lock_pages(balloon);
    newpage.mapping = 0;
    yield* balloon_page_insert(balloon, newpage);
    if (k.guard("balloon:count-back")) balloon.isolated_pages -= 1;
    count_vm_events(k, BALLOON_MIGRATE);
    unlock_pages(balloon);
    yield* tell_host(vb, VIRTIO_BALLOON_VQ_DEFLATE, [page]);
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
  ...driver,
  probe(k, name, options) {
    const vb = driver.probe(k, name, options);
    vb.vb_dev_info.migratepage = k.textAddress(virtballoon_migratepage);
    return vb;
  },
};
