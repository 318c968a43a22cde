/** What being isolated means: who holds the page, and where it is. */

import type { Addr } from "../machine/memory.ts";
import { PGTY_slab } from "../machine/page-type.ts";
import { NOBODY, SEVERAL } from "../machine/rings.ts";
import type { StepName } from "../steps.ts";
import { type Invariant, marksInMapping } from "./invariant.ts";
import type { MachineState } from "./state.ts";

export const isolatedIsMarked: Invariant = {
  id: "I-3",
  text: "only a marked page is isolated",
  source:
    "include/linux/page-flags.h: PG_isolated is PG_reclaim; mm/migrate.c 5.10, 6.16. Later the bit means nothing alone",
  of: marksInMapping,
  when: "always",
  page: (page) => (page.isolatedBit && !page.marked && !page.lru ? "is isolated, and not marked as movable" : null),
};

export const isolationHoldsReference: Invariant = {
  id: "I-4",
  text: "an isolated page has the isolation's reference, besides its owner's",
  source: "mm/migrate.c:isolate_movable_page() 5.10, 6.16; isolate_movable_ops_page() 6.17",
  of: ({ uncounted }) => !uncounted,
  when: "always",
  page: (page) => {
    if (!page.isolated) return null;
    const least = page.released ? 1 : 2;
    return page.refcount < least ? `is isolated and has fewer than ${least} references` : null;
  },
};

export const oneIsolator: Invariant = {
  id: "I-5",
  text: "one task at a time has a page isolated",
  source: "mm/migrate.c: the isolated bit is tested under the page lock, 5.10 to 6.17",
  when: "transition",
  unless: isComingHome,
  page(page, before) {
    const was = before?.isolated ? before.holder : null;
    return was && page.holder && was !== page.holder ? `was isolated by ${was} and is now with ${page.holder}` : null;
  },
};

/** The driver has taken a page back and the core is still busy with it: then the flag alone does not mean that it is away. */
function isComingHome({ next }: MachineState): boolean {
  return next.some((step) => step === "putback:clear-flag" || step === "flags:store" || step === "putback:put");
}

export const oneList: Invariant = {
  id: "I-6",
  text: "a page is on one list at most, and its neighbours say the same",
  source: "include/linux/list.h, 5.10 to 6.17",
  when: "always",
  check(state) {
    const { memory } = state.k;
    for (const { addr, shape, name } of state.devices) {
      for (const { offset, name: field } of shape.lists) {
        const head = addr + offset;
        const first = memory.peek(head);
        const back = state.k.era.links.oneWay && first >= memory.mem_map ? endOf(state, first) : memory.peek(first + 8);
        if (first !== 0 && back !== head) return `${name}: ${field} leads to what does not lead back`;
      }
    }
    return null;
  },
  page({ list, page, next, prev }, _before, { k: { memory, era } }) {
    if (list?.kind === "lost") return `is on ${list.name}`;
    if (era.links.oneWay)
      return (list === null) === (prev === NOBODY) && prev !== SEVERAL ? null : "has neighbours that do not know it";
    if (list === null) return null;
    const lru = page.addr + LRU;
    if (era.links.outside && memory.peek(lru) !== next) return prev === SEVERAL ? "is held in two places" : null;
    const agree = memory.peek(next + 8) === lru && memory.peek(prev) === lru;
    return agree ? null : "has neighbours that do not know it";
  },
};
const LRU = 8;

/** Where one comes out who follows a list that is linked one way: its head, if it is sound. */
function endOf({ k: { memory, machine } }: MachineState, first: Addr): Addr {
  let at = first;
  for (let hops = 0; at >= memory.mem_map && hops <= machine.pages; hops++) at = memory.peek(at);
  return at;
}

export const isolatedIsOffOwnersList: Invariant = {
  id: "I-7",
  text: "an isolated page is not on its balloon's list",
  source: "mm/balloon_compaction.c:balloon_page_isolate(), 5.10 to 6.17",
  of: ({ claims }) => !claims,
  when: "always",
  unless: isComingHome,
  page: (page) =>
    page.isolated && page.owned && !page.locked && page.list?.kind === "device"
      ? "is isolated and on its owner's list"
      : null,
};

/** Between two lists: the page was unlinked or not yet linked, and the next step of its holder says where it goes. */
const ON_THE_WAY: ReadonlySet<StepName | null> = new Set<StepName>([
  "compact:link",
  "user:link",
  "offline:put",
  "soft-offline:put",
  "putback:clear-flag",
  "putback:lock",
  "lock:page",
]);

export const nobodyLosesAPage: Invariant = {
  id: "I-16",
  text: "an isolated page is with its isolator until it is put back, migrated, or found released",
  source: "mm/migrate.c:migrate_pages(), putback_movable_pages(), 5.10 to 6.17",
  when: "always",
  unless: ({ next }) => next.some((step) => ON_THE_WAY.has(step)),
  page(page, _before, { k: { era } }) {
    // One who has claimed it has nothing yet to link.
    if (!page.isolated || page.released || page.locked || (era.claims && page.holder === null)) return null;
    return page.list === null ? "is isolated, and on nobody's list" : null;
  },
};

export const tryAgainKeepsThePage: Invariant = {
  id: "I-15",
  text: "when all is done, an isolated page is on the list of an actor that isolated it",
  source: "mm/migrate.c:migrate_pages() leaves on the list what it did not migrate, 5.10 to 6.17",
  when: "end",
  page: (page) => (page.isolated && page.list?.kind !== "task" ? "is isolated and on no list of an isolator" : null),
};

export const slabIsNeverIsolated: Invariant = {
  id: "I-29",
  text: "a slab page is never isolated, whatever the word that it keeps in `mapping`",
  source: "8b8817630ae8 (v6.2) to v6.13",
  of: ({ drivers }) => drivers.slab !== undefined,
  when: "always",
  page: (page) => (page.type === PGTY_slab && page.isolatedBit ? "is a slab page and isolated" : null),
};
