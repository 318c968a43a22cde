/** How many pages there are of a kind, by device: what counters are held to. Kept up to date page by page. */
import type { Kernel } from "../machine/kernel.ts";
import type { PageState } from "./page_state.ts";

export class Tally {
  /** Marked pages whose lock somebody has: in the middle of something. */
  busy = 0;
  /** Normal pages on the list of a task. */
  taken = 0;
  /** By device: pages on its lists, and pages of its balloon that are not on its lists. */
  readonly listed = new Counts();
  readonly away = new Counts();
  /** By zone: pages in use, by the device that has them. */
  readonly used: Counts[];
  private readonly ends: number[];
  private readonly uncounted: boolean;

  constructor(k: Kernel) {
    this.uncounted = k.era.uncounted === true;
    this.ends = k.memory.quietly(() => k.zones.map(({ end_pfn }) => end_pfn));
    this.used = k.zones.map(() => new Counts());
  }

  /** `by`: 1 for a page as it is now, -1 for what it was. */
  count({ pfn, locked, marked, list, balloon, refcount }: PageState, by: 1 | -1): void {
    if (locked && marked) this.busy += by;
    if (!marked && list?.kind === "task") this.taken += by;
    const device = list?.device;
    if (device !== undefined) this.listed.add(device, by);
    if (balloon !== null && balloon.name !== device) this.away.add(balloon.name, by);
    const user = balloon?.name ?? device;
    if ((refcount > 0 || (this.uncounted && balloon !== null)) && user !== undefined)
      this.used[this.ends.findIndex((end) => pfn < end)]?.add(user, by);
  }
}

class Counts {
  private readonly counts = new Map<string, number>();

  add(name: string, by: number): void {
    this.counts.set(name, this.of(name) + by);
  }
  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }
}
