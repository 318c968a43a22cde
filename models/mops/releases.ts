/** Kernels of the era, reference first. */
import type { Release } from "../era.ts";
import { FLAGS_FROM_6_12, FLAGS_TO_6_1 } from "../machine/page-flags.ts";
import { maskedPageTypes, topBytePageTypes } from "../machine/page-type.ts";

/**
 * - `dequeue-trusts-list`: who deflates no longer asks whether a page of the balloon's list is isolated: it cannot be
 *   (fb05f992b6bb, v6.17; backported with the next).
 * - `finalize-after-unlock`: who deflates takes the page off the list itself, so that releasing touches no list; the virtio and cmm
 *   migrate callbacks release the source after the driver's lock is gone, right before the put (15504b116300, v6.17; backported to
 *   6.1.176 and 6.12.107, so the order does not grow with the version number).
 * - `movable-ops-function`: moving a movable page is a function of its own (b9ed00483d4c, v6.17; backported to 6.12.107).
 * - `movable-ops-first`: it is called before the code for folios, not from it (be4a3e9c1852, v6.17; backported to 6.12.107).
 * - `cmm-fixes`: cmm counts BALLOON_MIGRATE (0da2ba35c0d5) and sets up its list without migration support too (late 2025; stable
 *   from 6.1.160 and 6.12.64).
 * - `slab-guard`: isolation refuses slab pages, tested before and after the mark (8b8817630ae8, v6.2; removed in v6.14).
 * - `zsmalloc-untyped`: a zsmalloc page has no type, the word holds the offset alone (before v6.11).
 * - `one-by-one`: migrate_pages_batch() moves each page before it looks at the next one, and takes another target for each try, up to
 *   ten times, however the call may sleep. The batches of v6.3 are not in 6.1.176, though the names of their functions are.
 * - `sync-light-sleeps`: MIGRATE_SYNC_LIGHT sleeps on the lock of any page (before 4bb6dc79d987, v6.5).
 * - `isolate-errno`: isolate_movable_page() returns 0 or -EBUSY; a bool since cd7755800eb5 (v6.3).
 * - `isolate-by-page`: isolation, putback and soft offlining know pages, not folios, and unlock them by unlock_page() (the first two before
 *   v6.3; all three seen in traces of 6.1, and read in 6.1.176).
 * - `handlable-slabs`: soft offlining does not ask first whether a page is a slab (before 2fde9e7f9e6d, v6.8). No slab of this kernel looks
 *   like a page that can move.
 * - `callers-isolate`: offlining and soft offlining isolate pages themselves, in the order of their frames (before
 *   isolate_folio_to_list(), v6.12).
 * - `free-unref-page`: the last put frees by free_unref_page(); free_frozen_pages() since v6.14.
 * - `zsmalloc-by-page`: zsmalloc knows pages, not `struct zpdesc`, and unlocks them by unlock_page() (before v6.14).
 * - `free-scanner-prepares`: the free scanner of compaction prepares its pages at once, as 5.10 does, and one that comes back goes on its
 *   list without a look (read in 6.1.176; 733aea0b3a7b, v6.9, changed it).
 * - `compaction-free-listens`: a target that the free path refuses stays off the free scanner's list. 733aea0b3a7b (v6.9) did not look at the
 *   answer; "handle free_pages_prepare() properly in compaction_free()" (June 2026, in 7.2) does, and 6.12.107 has it.
 * - `free-empties-private`: the free path empties page->private (ac1ea219590c, v7.0; 6.1.176 and 6.12.107 have it, so the line does not
 *   grow with the version number).
 * - `zspage-rwlock`: the lock of a zspage is an rwlock whose readers do not sleep, and migration waits for them, so that it cannot fail
 *   (before v6.15).
 */
export const releases: readonly Release[] = [
  {
    id: "6.16",
    source: "Debian linux 6.16.12-1~bpo13+1",
    flags: FLAGS_FROM_6_12,
    types: topBytePageTypes,
    differences: new Set(),
  },
  {
    id: "6.12",
    source: "Debian linux 6.12.107-1",
    flags: FLAGS_FROM_6_12,
    types: topBytePageTypes,
    differences: new Set([
      "movable-ops-function",
      "movable-ops-first",
      "dequeue-trusts-list",
      "finalize-after-unlock",
      "cmm-fixes",
      "slab-guard",
      "free-unref-page",
      "compaction-free-listens",
      "free-empties-private",
      "zsmalloc-by-page",
      "zspage-rwlock",
    ]),
  },
  {
    id: "6.1",
    source: "Debian linux 6.1.176-1",
    flags: FLAGS_TO_6_1,
    types: maskedPageTypes,
    differences: new Set([
      "dequeue-trusts-list",
      "finalize-after-unlock",
      "cmm-fixes",
      "one-by-one",
      "sync-light-sleeps",
      "isolate-errno",
      "isolate-by-page",
      "handlable-slabs",
      "callers-isolate",
      "free-unref-page",
      "free-scanner-prepares",
      "free-empties-private",
      "zsmalloc-by-page",
      "zsmalloc-untyped",
      "zspage-rwlock",
    ]),
  },
];
