/** alloc_contig_range() of 7.2, but for how the pages in the range are moved away. */
import { count_contig_range, frozen_range, take_emptied } from "../../flags/contig.ts";
import { reclaim_clean_pages_from_list } from "../../flags/vmscan.ts";
import type { Kernel } from "../../machine/kernel.ts";
import type { ListHead } from "../../machine/list.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { migrate_range_with } from "../contig.ts";
import { isolate_if_movable } from "./compaction.ts";
import { hold_folios, link_folios } from "./isolated.ts";

/** Frozen pages are no clean pages of a file, and are not on the list that is looked at. */
const reclaim_held_pages = on_stack(function* (stack, list: ListHead): Steps {
  const folios = stack.list("folios");
  link_folios(list, folios);
  yield* reclaim_clean_pages_from_list(folios);
  hold_folios(folios, list);
});

const __alloc_contig_migrate_range = migrate_range_with(isolate_if_movable, reclaim_held_pages);

const alloc_contig_frozen_range = kernel(
  "alloc_contig_frozen_range",
  function* (k: Kernel, start: number, end: number): Steps<number> {
    return yield* take_emptied(k, start, end, frozen_range, __alloc_contig_migrate_range);
  },
);

export const alloc_contig_range = kernel(
  "alloc_contig_range",
  function* (k: Kernel, start: number, end: number): Steps<number> {
    const rc = yield* alloc_contig_frozen_range(k, start, end);
    if (rc === 0) yield* count_contig_range(k, start, end);
    return rc;
  },
);
