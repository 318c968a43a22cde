/** What kernels of the era do otherwise than 6.16, each by the name that `k.differs()` asks for, and how that is known. */
export const differences = {
  "dequeue-trusts-list":
    "who deflates no longer asks whether a page of the balloon's list is isolated: it cannot be (fb05f992b6bb, v6.17; backported with the next).",
  "finalize-after-unlock":
    "who deflates takes the page off the list itself, so that releasing touches no list; the virtio and cmm migrate callbacks release the source after the driver's lock is gone, right before the put (15504b116300, v6.17; backported to 6.1.176 and 6.12.107, so the order does not grow with the version number).",
  "movable-ops-function":
    "moving a movable page is a function of its own (b9ed00483d4c, v6.17; backported to 6.12.107).",
  "movable-ops-first":
    "it is called before the code for folios, not from it (be4a3e9c1852, v6.17; backported to 6.12.107).",
  "cmm-fixes":
    "cmm counts BALLOON_MIGRATE (0da2ba35c0d5) and sets up its list without migration support too (late 2025; stable from 6.1.160 and 6.12.64).",
  "slab-guard":
    "isolation refuses slab pages, tested before and after the mark (8b8817630ae8, v6.2; removed in v6.14).",
  "zsmalloc-untyped": "a zsmalloc page has no type, the word holds the offset alone (before v6.11).",
  "one-by-one":
    "migrate_pages_batch() moves each page before it looks at the next one, and takes another target for each try, up to ten times, however the call may sleep. The batches of v6.3 are not in 6.1.176, though the names of their functions are.",
  "sync-light-sleeps": "MIGRATE_SYNC_LIGHT sleeps on the lock of any page (before 4bb6dc79d987, v6.5).",
  "isolate-errno": "isolate_movable_page() returns 0 or -EBUSY; a bool since cd7755800eb5 (v6.3).",
  "isolate-by-page":
    "isolation, putback and soft offlining know pages, not folios, and unlock them by unlock_page() (the first two before v6.3; all three seen in traces of 6.1, and read in 6.1.176).",
  "handlable-slabs":
    "soft offlining does not ask first whether a page is a slab (before 2fde9e7f9e6d, v6.8). No slab of this kernel looks like a page that can move.",
  "callers-isolate":
    "offlining and soft offlining isolate pages themselves, in the order of their frames (before isolate_folio_to_list(), v6.12).",
  "free-unref-page": "the last put frees by free_unref_page(); free_frozen_pages() since v6.14.",
  "zsmalloc-by-page": "zsmalloc knows pages, not `struct zpdesc`, and unlocks them by unlock_page() (before v6.14).",
  "free-scanner-prepares":
    "the free scanner of compaction prepares its pages at once, as 5.10 does, and one that comes back goes on its list without a look (read in 6.1.176; 733aea0b3a7b, v6.9, changed it).",
  "compaction-free-listens":
    'a target that the free path refuses stays off the free scanner\'s list. 733aea0b3a7b (v6.9) did not look at the answer; "handle free_pages_prepare() properly in compaction_free()" (June 2026, in 7.2) does, and 6.12.107 has it.',
  "free-empties-private":
    "the free path empties page->private (ac1ea219590c, v7.0; 6.1.176 and 6.12.107 have it, so the line does not grow with the version number).",
  "zspage-rwlock":
    "the lock of a zspage is an rwlock whose readers do not sleep, and migration waits for them, so that it cannot fail (before v6.15).",
  // Only stages of the series of 2025.
  "zs-no-isolated-asserts": "the callbacks of zsmalloc no longer look at the isolated flag (e22a58a2143f).",
  "free-resets-type": "the free path takes the type off a page, where it refused a page that had one (2dfcd1608f3a).",
  "offline-sticky": "a balloon leaves the type to the free path (65aabd88dffd).",
  "zsmalloc-sticky": "so does zsmalloc (5ec3583309ef).",
  "null-ops-fails": "a page without callbacks is not isolated, with a warning; before, it was a BUG (6ef0c1976b8f).",
  "zsmalloc-says-released":
    "zsmalloc leaves the mark alone, and its callbacks ask whether the page still has a zspage (a109262734c5).",
  "balloon-says-released":
    "the balloon leaves the mark alone, and its callbacks ask for the device in `private` (3544c4faccb8).",
} as const;

declare module "../differences.ts" {
  interface Differences {
    mops: keyof typeof differences;
  }
}
