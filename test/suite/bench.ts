/** A machine with one device, for tests of what a driver does with its pages. */
import { type Args, type Era, MIGRATE_ASYNC, type MigrateMode, type Release, type Targets } from "../../models/era.ts";
import { driverExists, ERAS } from "../../models/index.ts";
import { type BalloonHost, host_has } from "../../models/machine/host.ts";
import { type BootOptions, Kernel } from "../../models/machine/kernel.ts";
import type { View } from "../../models/machine/layout.ts";
import { list_add_tail } from "../../models/machine/list.ts";
import { type Page, page_to_pfn, pages_that } from "../../models/machine/page.ts";
import { alloc_page, type Gfp, pageblock_order } from "../../models/machine/page_alloc.ts";
import { Actor, runAlone, Scheduler } from "../../models/machine/scheduler.ts";
import type { Steps } from "../../models/machine/step.ts";
import { on_stack } from "../../models/machine/task.ts";
import type { StepName } from "../../models/steps.ts";

export interface KernelCase {
  name: string;
  era: Era;
  release: Release;
}
/** The stages of the two series too: each is a kernel that a bisection would boot. */
export const STAGES: KernelCase[] = ERAS.flatMap((era) =>
  era.stages.map((release) => ({ name: `${era.id}@${release.id}`, era, release })),
);
export const RELEASES: KernelCase[] = ERAS.flatMap((era) =>
  era.releases.map((release) => ({ name: `${era.id}@${release.id}`, era, release })),
);
const KERNELS = [...RELEASES, ...STAGES];

/** The eras, and each stage as an era whose reference kernel it is. */
export const ERAS_AND_STAGES: [name: string, era: Era][] = [
  ...ERAS.map((era): [string, Era] => [era.id, era]),
  ...STAGES.map(({ name, era, release }): [string, Era] => [name, { ...era, releases: [release] }]),
];
export function kernelsWith(driver: string): KernelCase[] {
  return KERNELS.filter(({ era, release }) => {
    const found = era.drivers[driver];
    return found !== undefined && driverExists(found, release);
  });
}

/** Migrates one page that is isolated, and puts it back if that fails. */
const migrate_isolated = on_stack(function* (
  stack,
  k: Kernel,
  page: Page,
  targets: Targets,
  mode: MigrateMode,
): Steps<number> {
  const list = stack.list("isolated");
  list_add_tail(page.lru, list);
  const left = yield* k.era.migrate_pages(k, list, targets, mode, "MR_MEMORY_HOTPLUG");
  yield* k.era.putback_movable_pages(k, list);
  return left;
});

export class Bench {
  readonly k: Kernel;
  readonly device: View;
  private readonly name: string;

  constructor({ era, release }: KernelCase, driver: string, options: BootOptions = {}) {
    this.k = new Kernel(era, release, options);
    this.name = driver;
    this.device = this.driver.probe(this.k, driver, {});
  }
  private get driver() {
    const driver = this.k.era.drivers[this.name];
    if (!driver) throw new Error(`no driver ${this.name}`);
    return driver;
  }

  steps(operation: string, args: Args = {}): Steps<unknown> {
    const body = this.driver.operations[operation]?.run;
    if (!body) throw new Error(`no operation ${operation}`);
    return body(this.k, this.device, args);
  }
  run(operation: string, args: Args = {}): unknown {
    return runAlone(this.k, operation, this.steps(operation, args));
  }
  compact(mode: MigrateMode = MIGRATE_ASYNC): void {
    for (const zone of this.k.zones) runAlone(this.k, "compact", this.k.era.compact_zone(this.k, zone, mode));
  }
  migrate(page: Page, mode: MigrateMode = MIGRATE_ASYNC, gfp?: Gfp): number | "not isolated" {
    return runAlone(this.k, "migrate", this.migrating(page, mode, gfp));
  }
  /** Isolates one page, migrates it and puts it back if that failed: pages that stayed behind, or an error. */
  *migrating(page: Page, mode: MigrateMode = MIGRATE_ASYNC, gfp: Gfp = "GFP_KERNEL"): Steps<number | "not isolated"> {
    const { k } = this;
    if (!(yield* k.era.isolate(k, page, 0))) return "not isolated";
    const targets = {
      *get(k: Kernel): Steps<Page | null> {
        return alloc_page(k, gfp);
      },
    };
    return yield* migrate_isolated(k, page, targets, mode);
  }

  /** Takes all memory that is left. */
  exhaust(): void {
    while (alloc_page(this.k, "GFP_HIGHUSER_MOVABLE") !== null);
  }

  /** What the driver shows an observer. */
  get seen() {
    return this.driver.observe(this.k, this.device);
  }
  get pages(): Page[] {
    return pages_that(this.k, (page) => this.driver.owns(this.k, this.device, page));
  }
  get page(): Page {
    const [page] = this.pages;
    if (!page) throw new Error("the device has no page");
    return page;
  }
  get frames(): number[] {
    return this.pages.map(page_to_pfn);
  }
  get host(): BalloonHost {
    return (this.device as View & { host: BalloonHost }).host;
  }
  get framesOfHost(): number[] {
    return [...Array(this.k.machine.pages).keys()].filter((pfn) => host_has(this.host, pfn));
  }
  get log(): string[] {
    return this.k.log.map((line) => line.text);
  }
  get managed(): Record<string, number> {
    return Object.fromEntries(this.k.zones.map((zone) => [zone.name, zone.managed_pages]));
  }
  /** Frames that the buddy allocator has. */
  get free(): number {
    let free = 0;
    for (const zone of this.k.zones) {
      for (let order = 0; order <= pageblock_order(this.k); order++) {
        free += this.k.freeArea(zone, order, false).nr_free << order;
      }
    }
    return free;
  }
}

/** Several actors, moved by hand. */
export class Stage {
  private readonly scheduler: Scheduler;
  private readonly actors: Map<string, Actor>;

  constructor(k: Kernel, steps: Record<string, Steps<unknown>>) {
    this.actors = new Map(
      Object.entries(steps).map(([name, each]) => [name, new Actor(name, k.task(name), each as Steps)]),
    );
    this.scheduler = new Scheduler(k, [...this.actors.values()]);
  }
  private actor(name: string): Actor {
    const actor = this.actors.get(name);
    if (!actor) throw new Error(`no actor ${name}`);
    return actor;
  }
  /** Up to where the actor would begin the step, for the first time or a later one. */
  until(name: string, step: StepName, time = 1): void {
    const actor = this.actor(name);
    for (let seen = actor.step === step ? 1 : 0; seen < time; seen += actor.step === step ? 1 : 0) {
      if (!actor.ready) throw new Error(`${name} does not come to ${step}: it stands at ${actor.step}`);
      this.scheduler.run(actor);
    }
  }
  at(name: string): StepName | null {
    return this.actor(name).step;
  }
  /** To the end, or to where the actor must wait. True: it is done. */
  finish(name: string): boolean {
    const actor = this.actor(name);
    while (actor.ready) this.scheduler.run(actor);
    return actor.step === null;
  }
}
