/** Who owns a page, and how it comes and goes. */

import { PGTY_offline } from "../machine/page-type.ts";
import { inOrder } from "./describe.ts";
import type { DeviceState } from "./devices.ts";
import type { Invariant } from "./invariant.ts";
import type { PageState } from "./page_state.ts";

/** Up to 6.19 the page lock covers the moment between two words, from 7.0 on the lock of the balloons' lists does. */
export const ownedIsOnOwnersList: Invariant = {
  id: "I-8",
  text: "a page that is in a balloon and not isolated is on that balloon's list",
  source: "mm/balloon_compaction.c, 5.10 to 6.19; mm/balloon.c, 7.0",
  when: "always",
  unless: ({ k }) => k.differs("no-page-lock") && k.memory.peek(k.symbol("balloon_pages_lock")) !== 0,
  page: (page) => {
    if (page.balloon === null || !page.owned || page.isolated || page.locked) return null;
    return page.list?.device === page.balloon.name
      ? null
      : `is in ${page.balloon.name}, not isolated, and not on its list`;
  },
};

export const releasedMeansWord: Invariant = {
  id: "I-11",
  text: "an unlocked page that is marked names its owner, until it is released",
  source: "mm/balloon_compaction.c, mm/zsmalloc.c, 5.10 to 6.17. z3fold keeps flags there",
  when: "always",
  page: (page, _before, state) => {
    if (!page.marked || page.locked || flagsOnly(page)) return null;
    if (page.released)
      return page.owner === 0 || isZ3fold(page, state.devices) ? null : "is released and still names an owner";
    if (page.owner === 0) return isZ3fold(page, state.devices) ? null : "is marked, and nobody owns it";
    return state.k.memory.isLive(page.owner) ? null : "names an owner that is no more";
  },
};

/** vmw_balloon puts pages back into the balloon that the host will not give up: vmballoon_deflate(), 5.10 to 6.17. */
export const noResurrection: Invariant = {
  id: "I-12",
  text: "a released page has no owner again before it was free",
  source: "mm/migrate.c, 5.10 to 6.17: released is for good",
  when: "transition",
  page: (page, before) => {
    const again = before?.released && before.wasOwned && page.owned && !isRefused(page);
    return again ? "was released and is owned again" : null;
  },
};

export const successMovesOwnership: Invariant = {
  id: "I-13",
  text: "when all is done, a page has one reference for its owner, one for an isolation, and none for a migration that is over",
  source: "mm/migrate.c: put of source and target after the callback, 5.10 to 6.17",
  when: "end",
  check: (state) => {
    for (const page of inOrder(state)) {
      if (!page.marked || page.poisoned) continue;
      const own = state.k.era.uncounted ? 0 : (page.owned ? 1 : 0) + (page.isolated ? 1 : 0);
      const expected = own + page.held;
      if (page.refcount === expected) continue;
      return `page ${page.pfn} has ${page.refcount} references, ${expected} are accounted for`;
    }
    return null;
  },
};

export const failureLeavesTargetClean: Invariant = {
  id: "I-14",
  text: "a target that waits for its migration, or was given back, has no mark, no type and no owner",
  source: "mm/migrate.c:unmap_and_move() 5.10, migrate_folio_undo_dst() 6.16 and 6.17",
  when: "always",
  page: (page, _before, { k: { era } }) => {
    if (page.list === null || !TARGETS.test(page.list.name)) return null;
    if (page.marked) return "is a target and marked as movable";
    const typed = page.type !== undefined && !(era.offlineTargets && page.type === PGTY_offline);
    return typed || page.owner !== 0 ? "is a target and has traces of an owner" : null;
  },
};
const TARGETS = /freepages|dst_folios/;

function isRefused(page: PageState): boolean {
  return page.balloon?.kernelFile.endsWith("vmw_balloon.c") === true;
}
function isZ3fold(page: PageState, devices: readonly DeviceState[]): boolean {
  return page.type === undefined && devices.some(({ kernelFile }) => kernelFile.endsWith("z3fold.c"));
}
/** Bits of z3fold, no pointer. */
function flagsOnly({ owner: word }: PageState): boolean {
  return word > 0 && word < 0x1000;
}
