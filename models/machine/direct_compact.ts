/** mm/page_alloc.c:__alloc_pages_direct_compact(), the same from 5.10 to 6.17: who needs memory may have to make room for it first. */
import { MIGRATE_ASYNC } from "../era.ts";
import type { Kernel } from "./kernel.ts";
import type { Steps } from "./step.ts";
import { PF_MEMALLOC } from "./task.ts";
import { kernel } from "./trace.ts";
import { for_each_zone } from "./zone.ts";

/** Whoever is inside the allocator already does not enter it again. */
export const __alloc_pages_direct_compact = kernel("__alloc_pages_direct_compact", function* (k: Kernel): Steps {
  const task = k.current;
  if ((task.flags & PF_MEMALLOC) !== 0) return;
  task.flags |= PF_MEMALLOC;
  for (const zone of for_each_zone(k)) yield* k.era.compact_zone(zone, MIGRATE_ASYNC);
  task.flags &= ~PF_MEMALLOC;
});
