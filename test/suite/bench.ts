/**
 * The bench of the suite: a machine with a device on it, and whoever asks for its pages. What is called "…ing" are steps for actors of
 * a Stage; the same without "ing" does them with nobody else about.
 */
import {
  type Args,
  type Era,
  type free_folio_t,
  MIGRATE_ASYNC,
  MIGRATE_SYNC,
  type MigrateMode,
  type new_folio_t,
} from "../../models/era.ts";
import { type BootOptions, Kernel } from "../../models/machine/kernel.ts";
import type { ListHead } from "../../models/machine/list.ts";
import { type Page, pfn_to_page } from "../../models/machine/page.ts";
import { alloc_page, type Gfp, pageblock_order } from "../../models/machine/page_alloc.ts";
import { runAlone } from "../../models/machine/scheduler.ts";
import type { Steps } from "../../models/machine/step.ts";
import { createWorkspace } from "../../models/operations.ts";
import { Device } from "./device.ts";
import type { KernelCase } from "./kernels.ts";

export class Bench extends Device {
  readonly era: Era;
  /** Pages that were isolated and wait to be moved or put back. */
  readonly isolated: ListHead;

  constructor({ era, release }: KernelCase, driver: string, options: BootOptions = {}, args: Args = {}) {
    super(new Kernel(era, release, options), driver, args);
    this.era = era;
    this.isolated = createWorkspace(this.k, "isolator", new Map()).isolated;
  }
  alone<R>(steps: Steps<R>): R {
    return runAlone(this.k, "core", steps);
  }

  *isolating(page: Page): Steps<boolean> {
    const isolated = yield* this.era.isolate(page, 0);
    if (isolated) this.era.links.add_tail(page, this.isolated);
    return isolated;
  }
  isolate(page: Page): boolean {
    return this.alone(this.isolating(page));
  }
  /** What is isolated. */
  *moving(
    mode: MigrateMode = MIGRATE_SYNC,
    get: new_folio_t = targetsOf("GFP_HIGHUSER_MOVABLE"),
    put: free_folio_t | null = null,
  ): Steps<number> {
    return yield* this.era.migrate_pages(this.isolated, get, put, 0, mode, "MR_MEMORY_HOTPLUG");
  }
  move(mode?: MigrateMode, get?: new_folio_t, put?: free_folio_t): number {
    return this.alone(this.moving(mode, get, put));
  }
  *puttingBack(): Steps {
    yield* this.era.putback_movable_pages(this.isolated);
  }
  putBack(): void {
    this.alone(this.puttingBack());
  }
  /** Isolates one page, moves it and puts it back if that failed: pages that stayed behind, or an error. */
  *migrating(page: Page, mode: MigrateMode = MIGRATE_ASYNC, gfp: Gfp = "GFP_KERNEL"): Steps<number | "not isolated"> {
    if (!(yield* this.isolating(page))) return "not isolated";
    const left = yield* this.moving(mode, targetsOf(gfp));
    yield* this.puttingBack();
    return left;
  }
  migrate(page: Page, mode?: MigrateMode, gfp?: Gfp): number | "not isolated" {
    return this.alone(this.migrating(page, mode, gfp));
  }
  compact(mode: MigrateMode = MIGRATE_ASYNC): void {
    for (const zone of this.k.zones) this.alone(this.era.compact_zone(zone, mode));
  }

  alloc(): Page {
    const page = alloc_page(this.k, "GFP_HIGHUSER_MOVABLE");
    if (!page) throw new Error("no page left");
    return page;
  }
  /** Takes all memory that is left. */
  exhaust(): void {
    while (alloc_page(this.k, "GFP_HIGHUSER_MOVABLE") !== null);
  }
  frame(pfn: number): Page {
    return pfn_to_page(this.k, pfn);
  }
  /** Every page that the machine has. */
  get memory(): Page[] {
    return Array.from({ length: this.k.machine.pages }, (_, pfn) => this.frame(pfn));
  }
  get log(): string[] {
    return this.k.log.map((line) => line.text);
  }
  get managed(): Record<string, number> {
    return Object.fromEntries(this.k.zones.map((zone) => [zone.name, zone.managed_pages]));
  }
  get isolatedCounts(): [anon: number, file: number] {
    return [this.k.node.NR_ISOLATED_ANON, this.k.node.NR_ISOLATED_FILE];
  }
  /** Frames that the buddy allocator has and may hand out. */
  get free(): number {
    return this.inBuddy(false);
  }
  /** Frames that are free in pageblocks which are set aside. */
  get setAside(): number {
    return this.inBuddy(true);
  }
  private inBuddy(isolated: boolean): number {
    let free = 0;
    for (const zone of this.k.zones) {
      for (let order = 0; order <= pageblock_order(this.k); order++) {
        free += this.k.freeArea(zone, order, isolated).nr_free << order;
      }
    }
    return free;
  }
}

function targetsOf(gfp: Gfp): new_folio_t {
  return function* (src) {
    return alloc_page(src.memory.k, gfp);
  };
}
