/**
 * What can be seen of a machine from outside, as plain data. Expectations are parts of it; eras are compared by it. It
 * says nothing about how an era marks a page, so that the same expectation can hold in all of them.
 */
import type { Kernel } from "../../../models/machine/kernel.ts";
import { type Page, page_to_pfn } from "../../../models/machine/page.ts";
import { isFree, pageblock_order } from "../../../models/machine/page_alloc.ts";
import { PageLocked, PageLRU } from "../../../models/machine/page-flags.ts";
import type { Prepared } from "./prepare.ts";

interface PageObservation {
  pfn: number;
  free: boolean;
  refcount: number;
  locked: boolean;
  /** Marked movable and not released by its owner. */
  movable: boolean;
  isolated: boolean;
  lru: boolean;
  /** The device that owns it, "user" for a mapped page, or null. */
  owner: string | null;
  type: string | null;
}

export interface Observation {
  pages: Record<string, PageObservation>;
  devices: Record<string, Record<string, unknown>>;
  zones: Record<string, { managed: number; present: number; free: number }>;
  events: Record<string, number>;
  node: { NR_ISOLATED_ANON: number; NR_ISOLATED_FILE: number };
  results: Record<string, unknown[]>;
  log: string[];
}

/** Leaves no footprint. */
export function observe({ k, pages, results }: Pick<Prepared, "k" | "pages" | "results">): Observation {
  return k.memory.quietly(() => {
    return {
      pages: Object.fromEntries([...pages].map(([name, page]) => [name, observePage(k, page)])),
      devices: Object.fromEntries([...k.devices].map(([name, { driver, device }]) => [name, driver.observe(device)])),
      zones: Object.fromEntries(
        k.zones.map((zone) => [
          zone.name,
          { managed: zone.managed_pages, present: zone.present_pages, free: freePages(k, zone) },
        ]),
      ),
      events: {
        BALLOON_INFLATE: k.events.BALLOON_INFLATE,
        BALLOON_DEFLATE: k.events.BALLOON_DEFLATE,
        BALLOON_MIGRATE: k.events.BALLOON_MIGRATE,
        PGMIGRATE_SUCCESS: k.events.PGMIGRATE_SUCCESS,
        PGMIGRATE_FAIL: k.events.PGMIGRATE_FAIL,
      },
      node: { NR_ISOLATED_ANON: k.node.NR_ISOLATED_ANON, NR_ISOLATED_FILE: k.node.NR_ISOLATED_FILE },
      results: structuredClone(results),
      log: k.log.map(({ text }) => text),
    };
  });
}

/** Of several the last: there is one, or something is wrong. */
function ownerOf(k: Kernel, page: Page): string | undefined {
  return [...k.devices].findLast(([, { driver, device }]) => driver.owns(device, page))?.[0];
}

function observePage(k: Kernel, page: Page): PageObservation {
  const { era, types } = k;
  const refcount = page._refcount;
  const mapped = PageLRU(page) || ((page.mapping & 1) === 1 && refcount > 0);
  return {
    pfn: page_to_pfn(page),
    free: refcount === 0 && isFree(page),
    refcount,
    locked: PageLocked(page),
    movable: era.movable(page) && !era.released(page),
    isolated: era.isolated(page),
    lru: PageLRU(page),
    owner: ownerOf(k, page) ?? (mapped ? "user" : null),
    type: types.describe(page.page_type) ?? null,
  };
}

function freePages(k: Kernel, zone: Kernel["zones"][number]): number {
  let free = 0;
  for (let order = 0; order <= pageblock_order(k); order++) {
    for (const isolated of [false, true]) free += k.freeArea(zone, order, isolated).nr_free << order;
  }
  return free;
}
