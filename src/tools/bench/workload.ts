/**
 * The work that is measured. It leaves something to compact: every second frame is in a balloon, the frames between them are
 * free, and no two free frames touch. Compaction moves the balloon of the lower half into the upper half, a quarter of all pages.
 */
import { type Driver, type Era, MIGRATE_SYNC } from "../../../models/era.ts";
import { Kernel } from "../../../models/machine/kernel.ts";
import type { View } from "../../../models/machine/layout.ts";
import { pfn_to_page } from "../../../models/machine/page.ts";
import { alloc_page, pageblock_order, put_page } from "../../../models/machine/page_alloc.ts";
import { Actor, Scheduler } from "../../../models/machine/scheduler.ts";
import type { Steps } from "../../../models/machine/step.ts";
import type { Zone } from "../../../models/machine/zone.ts";

/** Pages that virtio_balloon.c moves in one go: VIRTIO_BALLOON_ARRAY_PFNS_MAX. update_balloon_size_func() repeats it. */
const ARRAY_PFNS_MAX = 256;
/** As on x86-64. */
const PAGEBLOCK = 512;
const MEMORY_BLOCK = 32_768;
/** What a device and some tasks need, beside a bit of every frame for the host. */
const HEAP_BYTES = 8192;

export interface Workload {
  readonly k: Kernel;
  readonly zone: Zone;
  readonly driver: Driver;
  readonly balloon: View;
}
export type Phase = "inflate" | "compact" | "deflate";
export const PHASES: readonly Phase[] = ["inflate", "compact", "deflate"];

/** Runs one step, which may be watched. */
export type Stepper = (actor: Actor, step: () => void) => void;

/** A machine on which every second frame, and no other, is free. */
export function boot(era: Era, pages: number): Workload {
  const k = new Kernel(era, era.releases[0], {
    machine: {
      pages,
      zones: [{ name: "Normal", pages }],
      pageblock: PAGEBLOCK,
      block: MEMORY_BLOCK,
      heap: HEAP_BYTES + Math.ceil(pages / 8),
    },
  });
  const driver = era.drivers["virtio-balloon"];
  const [zone] = k.zones;
  if (!driver || !zone) throw new TypeError(`${era.id} has no virtio-balloon`);
  const balloon = driver.probe(k, "balloon", {});
  k.devices.set("balloon", { driver, device: balloon });
  while (alloc_page(k, "GFP_KERNEL")) k.memory.clearFootprint();
  freeEverySecond(k, 1);
  return { k, zone, driver, balloon };
}

/** What comes before a phase and is not part of it: the frames between the ballooned ones come free. */
export function prepare({ k }: Workload, phase: Phase): void {
  if (phase === "compact") freeEverySecond(k, 0);
}

/** Runs one phase to its end. Returns the number of steps. */
export function run(workload: Workload, phase: Phase, stepper?: Stepper): number {
  const { k } = workload;
  const actor = new Actor(phase, k.task(phase), does(workload, phase));
  const scheduler = new Scheduler(k, [actor]);
  let steps = 0;
  for (; actor.next !== null; steps++) {
    if (stepper) stepper(actor, () => scheduler.run(actor));
    else scheduler.run(actor);
  }
  return steps;
}

function* does({ k, zone, driver, balloon }: Workload, phase: Phase): Steps {
  if (phase === "compact") {
    yield* k.era.compact_zone(zone, MIGRATE_SYNC);
    return;
  }
  const operation = driver.operations[phase];
  let moved: unknown;
  do moved = operation ? yield* operation.run(balloon, { pages: ARRAY_PFNS_MAX }) : [];
  while (Array.isArray(moved) && moved.length > 0);
}

function freeEverySecond(k: Kernel, first: 0 | 1): void {
  for (let pfn = first; pfn < k.machine.pages; pfn += 2) {
    put_page(pfn_to_page(k, pfn));
    k.memory.clearFootprint();
  }
}

/** Free blocks of a whole pageblock: what compaction is for. */
export function largestFreeBlocks({ k, zone }: Workload): number {
  return k.freeArea(zone, pageblock_order(k), false).nr_free;
}
