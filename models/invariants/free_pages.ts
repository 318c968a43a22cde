/** What a page without references must be like: it is free, or on its way there. */
import { PGTY_buddy } from "../machine/page-type.ts";
import { type Invariant, marksByType, marksInMapping } from "./invariant.ts";

const TAGS = 3;

export const freeIsClean: Invariant = {
  id: "I-1",
  text: "a free page has no reference, no mark, no isolated bit, no type, no mapping, and is on no list but a free one",
  source: "mm/page_alloc.c:free_pages_prepare(), 5.10 to 6.17",
  when: "always",
  page: (page) => {
    if (!page.free) return null;
    if (page.refcount !== 0) return "is free and has references";
    if (page.marked) return "is free and marked as movable";
    if (page.isolatedBit) return "is free and isolated";
    if (page.type !== undefined && page.type !== PGTY_buddy) return `is free and of type ${page.type}`;
    if (page.mapping !== 0) return "is free and has a mapping";
    return page.list !== null && page.list.kind !== "free" ? "is free and on a list" : null;
  },
};

export const markNeedsReference: Invariant = {
  id: "I-2",
  text: "a marked page has a reference, unless its frame is poisoned; where such pages are frozen, it has none",
  source:
    "mm/page_alloc.c:free_pages_prepare() clears the mark of a page whose last reference is gone, but of a poisoned one nothing, 5.10 to 6.17",
  when: "always",
  page: ({ marked, poisoned, refcount }, _before, { k }) => {
    const counted = refcount > 0;
    if (!marked || poisoned || counted !== (k.era.uncounted === true)) return null;
    return counted ? "is frozen, and has references" : "is marked as movable, without a reference";
  },
};

export const unlockedBeforeLastPut: Invariant = {
  id: "I-24",
  text: "the page lock is not held when the last reference goes",
  source: "include/linux/page-flags.h:PAGE_FLAGS_CHECK_AT_FREE, 5.10 to 6.17",
  when: "always",
  page: (page) => (page.refcount === 0 && page.locked ? "is locked, without a reference" : null),
};

export const typedPageIsAccepted: Invariant = {
  id: "I-35",
  text: "a marked page is freed with its type, and comes back without one; a poisoned frame is kept",
  source: "mm/page_alloc.c:free_pages_prepare(), 6.17 (cover letter <20250704102524.326966-1-david@redhat.com>)",
  of: marksByType,
  also: "free-resets-type",
  when: "transition",
  page: (page, before) => {
    if (!before?.marked || page.poisoned || page.refcount !== 0 || before.refcount === 0) return null;
    return page.free || page.list !== null ? null : "lost its last reference and was not freed";
  },
};

export const typedPageIsRefused: Invariant = {
  id: "I-36",
  text: "a page that still has a type is not freed",
  source: "mm/page_alloc.c:free_page_is_bad(), 5.10 to 6.16: _mapcount is not -1",
  of: marksInMapping,
  except: "free-resets-type",
  when: "transition",
  page: (page, before) => {
    const typed = before?.type !== undefined && before.type !== PGTY_buddy && before.refcount > 0;
    // The step that dropped the last reference may not have cleared the type before; both happen in one step of no driver.
    return typed && before.marked && (before.mapping & ~TAGS) !== 0 && page.free
      ? `was freed with the type ${before.type}`
      : null;
  },
};
