/** Targets that a balloon has inflated before anybody knows whether they will be used. `mapping` names the balloon: `private` is the core's until the move. */

import { BalloonDevInfo } from "../../flags/balloon_compaction.ts";
import { tell_host, VirtioBalloon } from "../../flags/virtio_balloon.ts";
import { VIRTIO_BALLOON_VQ_DEFLATE, VIRTIO_BALLOON_VQ_INFLATE } from "../../machine/host.ts";
import { mutex_lock, mutex_trylock, mutex_unlock } from "../../machine/lock.ts";
import type { Page } from "../../machine/page.ts";
import { PGTY_offline } from "../../machine/page-type.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";

/** Not on a balloon yet. Nobody else knows the page, but by its number. */
export function is_offline_target(page: Page): boolean {
  return page.memory.k.types.test(page, PGTY_offline) && page.mapping !== 0;
}

/** False: the balloon is busy. `src` is isolated, so that its balloon cannot let go of it. */
export const offline_target = kernel("offline_target", function* (dst: Page, src: Page): Steps<boolean> {
  const { k } = src.memory;
  const balloon = new BalloonDevInfo(k.memory, src.private);
  const vb = new VirtioBalloon(k.memory, balloon.addr);
  yield "balloon:trylock";
  // It may be asked for inside an allocation of this very balloon.
  if (k.guard("balloon:trylock") && !k.differs("target-waits")) {
    if (!mutex_trylock(vb.balloon_lock)) return false;
  } else {
    yield* mutex_lock(vb.balloon_lock);
  }
  k.types.set(dst, PGTY_offline);
  dst.mapping = balloon.addr;
  yield* tell_host(vb, VIRTIO_BALLOON_VQ_INFLATE, [dst]);
  yield "balloon:unlock";
  mutex_unlock(vb.balloon_lock);
  return true;
});

/** It has no way to fail, so it waits for the balloon. */
export const online_target = kernel("online_target", function* (dst: Page): Steps {
  const { k } = dst.memory;
  const vb = new VirtioBalloon(k.memory, dst.mapping);
  yield "balloon:lock";
  yield* mutex_lock(vb.balloon_lock);
  yield* tell_host(vb, VIRTIO_BALLOON_VQ_DEFLATE, [dst]);
  dst.mapping = 0;
  k.types.clear(dst, PGTY_offline);
  yield "balloon:unlock";
  mutex_unlock(vb.balloon_lock);
});
