/** Every reference has somebody who will drop it. What is left over when all is done has leaked. */
import type { Kernel } from "../machine/kernel.ts";
import { pfn_is_online } from "../machine/memory_hotplug.ts";
import { page_to_pfn } from "../machine/page.ts";
import { words } from "./describe.ts";
import type { MachineState, PageState } from "./state.ts";

const MAPPING_TAGS = 3;
/** In every era, of folios or of nothing. */
const MOVABLE = 2;

/** For a machine whose actors are all done: a page that nobody has, or that somebody has once too often. */
export function findLeak(state: MachineState): string | null {
  const owners = ownersOf(state);
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
  const owners = ownersOf(state);
  for (const page of state.pages) {
    page.userLocked = page.locked;
    if (page.refcount > 0) page.held = Math.max(0, page.refcount - references(state, page, owners));
  }
}

function references(state: MachineState, page: PageState, owners: ReadonlyMap<number, string>): number {
  return holdersOf(state, page, owners).length;
}

/** Who has a reference to the page, a name for each, as far as words tell and the scenario's own operations were counted. */
export function holdersOf(state: MachineState, page: PageState, owners: ReadonlyMap<number, string>): string[] {
  const { k } = state;
  const listed = page.list?.kind === "device" ? page.list.device : undefined;
  const owner = owners.get(page.pfn) ?? listed ?? (page.owned ? "its driver" : undefined);
  const isolated = page.isolated || (!page.marked && !page.lru && page.list?.kind === "task");
  return [
    ...(owner === undefined ? [] : [owner]),
    ...(isolated ? [`${page.holder ?? page.list?.task ?? "whoever"} (isolated it)`] : []),
    ...(isMapped(k, page) ? ["a user's mapping"] : []),
    ...(page.poisoned ? ["the poisoned frame"] : []),
    ...new Array<string>(page.held).fill("an operation of the scenario"),
  ];
}

/** The user's slot and the page lead to each other. */
function isMapped({ memory }: Kernel, { mapping, index, page }: PageState): boolean {
  const folio = mapping !== 0 && (mapping & MAPPING_TAGS) !== MOVABLE;
  return folio && memory.isLive(index) && memory.peek(index) === page.addr;
}

/** Devices by the frames that they own. */
export function ownersOf({ k }: MachineState): Map<number, string> {
  return k.memory.quietly(() => {
    const owners = new Map<number, string>();
    for (const [name, { driver, device }] of k.devices) {
      for (const page of driver.owned(k, device)) owners.set(page_to_pfn(page), name);
    }
    return owners;
  });
}

function isOffline({ k }: MachineState, { pfn }: PageState): boolean {
  return k.memory.quietly(() => !pfn_is_online(k, pfn));
}
