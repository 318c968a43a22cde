/** Every reference has somebody who will drop it. What is left over when all is done has leaked. */
import type { Kernel } from "../machine/kernel.ts";
import { pfn_is_online } from "../machine/memory_hotplug.ts";
import { inOrder, words } from "./describe.ts";
import type { PageState } from "./page_state.ts";
import type { MachineState } from "./state.ts";

const MAPPING_TAGS = 3;
/** In every era, of folios or of nothing. */
const MOVABLE = 2;

/** For a machine whose actors are all done: a page that nobody has, or that somebody has once too often. */
export function findLeak(state: MachineState): string | null {
  for (const page of inOrder(state)) {
    if (page.refcount === 0) {
      const held = state.k.era.uncounted === true && page.marked && page.list !== null;
      const gone = !page.free && !held && !isOffline(state, page) && page.list?.kind !== "device";
      if (gone) return `page ${page.pfn} has no reference and is not free (${words(page)})`;
      continue;
    }
    const known = holdersOf(state, page).length;
    if (page.refcount > known) {
      return `page ${page.pfn} has ${page.refcount} references, and ${known} of them belong to somebody (${words(page)})`;
    }
  }
  return null;
}

/** Before the actors begin: what nobody else has is the set-up's. */
export function countSetup(state: MachineState): void {
  for (const page of state.pages.values()) {
    page.userLocked = page.locked;
    if (page.refcount > 0) page.held = Math.max(0, page.refcount - holdersOf(state, page).length);
  }
}

/** Who has a reference to the page, a name for each, as far as words tell and the scenario's own operations were counted. */
export function holdersOf({ k }: MachineState, page: PageState): string[] {
  const owner = page.list?.device ?? ownerOf(k, page) ?? (page.owned ? "its driver" : undefined);
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

/** The device that says so itself. */
function ownerOf(k: Kernel, { page, refcount }: PageState): string | undefined {
  if (refcount === 0) return undefined;
  return k.memory.quietly(() => {
    for (const [name, { driver, device }] of k.devices) if (driver.owns(device, page)) return name;
    return undefined;
  });
}

function isOffline({ k }: MachineState, { pfn }: PageState): boolean {
  return k.memory.quietly(() => !pfn_is_online(k, pfn));
}
