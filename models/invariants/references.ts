/** Every reference has somebody who will drop it. What is left over when all is done has leaked. */
import type { Kernel } from "../machine/kernel.ts";
import { pfn_is_online } from "../machine/memory_hotplug.ts";
import { page_to_pfn } from "../machine/page.ts";
import { words } from "./describe.ts";
import type { MachineState, PageState } from "./state.ts";

const MAPPING_TAGS = 3;
const ANON = 1;

/** For a machine whose actors are all done: a page that nobody has, or that somebody has once too often. */
export function findLeak(state: MachineState): string | null {
  const owners = ownedPages(state);
  for (const page of state.pages) {
    if (page.refcount === 0) {
      const gone = !page.free && !isOffline(state, page) && page.list?.kind !== "device";
      if (gone) return `page ${page.pfn} has no reference and is not free (${words(page)})`;
      continue;
    }
    const known = references(state, page, owners);
    if (page.refcount > known) {
      return `page ${page.pfn} has ${page.refcount} references, and ${known} of them belong to somebody (${words(page)})`;
    }
  }
  return null;
}

/** Before the actors begin: what nobody else has is the set-up's. */
export function countSetup(state: MachineState): void {
  const owners = ownedPages(state);
  for (const page of state.pages) {
    if (page.locked) state.userLocks.add(page.pfn);
    if (page.refcount > 0) state.held[page.pfn] = Math.max(0, page.refcount - references(state, page, owners));
  }
}

function references({ held, k }: MachineState, page: PageState, owners: ReadonlySet<number>): number {
  const owned = page.owned || owners.has(page.pfn) || page.list?.kind === "device";
  const isolated = page.isolated || (!page.marked && !page.lru && page.list?.kind === "task");
  return (
    (owned ? 1 : 0) +
    (isolated ? 1 : 0) +
    (isMapped(k, page) ? 1 : 0) +
    (page.poisoned ? 1 : 0) +
    (held[page.pfn] as number)
  );
}

/** The user's slot and the page lead to each other. */
function isMapped({ memory }: Kernel, { mapping, index, page }: PageState): boolean {
  const tag = mapping & MAPPING_TAGS;
  const folio = mapping !== 0 && (tag === 0 || tag === ANON);
  return folio && memory.isLive(index) && memory.peek(index) === page.addr;
}

function ownedPages({ k }: MachineState): Set<number> {
  return k.memory.quietly(() => {
    const pages = new Set<number>();
    for (const { driver, device } of k.devices.values()) {
      for (const page of driver.owned(k, device)) pages.add(page_to_pfn(page));
    }
    return pages;
  });
}

function isOffline({ k }: MachineState, { pfn }: PageState): boolean {
  return k.memory.quietly(() => !pfn_is_online(k, pfn));
}
