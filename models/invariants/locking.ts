/** Locks, as far as words tell: who holds a page lock is not written anywhere. */
import type { StepName } from "../steps.ts";
import type { Invariant } from "./invariant.ts";

export const locksBalance: Invariant = {
  id: "I-17",
  text: "when all is done, no page is locked but by those who asked for its lock, and no lock of a driver is held",
  source: "mm/migrate.c: every way out unlocks, 5.10 to 6.17",
  when: "end",
  check({ devices }) {
    const held = devices.find(({ idle }) => !idle);
    return held ? `a lock of ${held.name} is still held` : null;
  },
  page: (page) => (page.locked && !page.userLocked ? "is still locked" : null),
};

/** The other way round, drivers only try page locks. zsmalloc's worker waits with no lock of its own held. */
export const lockOrder: Invariant = {
  id: "I-18",
  text: "nobody sleeps on a page lock while holding a lock of a driver",
  source: "mm/balloon_compaction.c: page lock outside pages_lock, 5.10 to 6.17",
  when: "always",
  check({ k, devices }) {
    const waiting = k.memory.quietly(() => k.tasks.filter(({ wait }) => wait !== 0));
    if (waiting.length === 0) return null;
    for (const { addr, shape, name } of devices) {
      for (const lock of shape.locks) {
        const owner = k.memory.peek(addr + lock.offset);
        const sleeper = waiting.find((task) => task.addr === owner);
        if (sleeper) return `${sleeper.name} sleeps on a page lock and holds ${lock.name} of ${name}`;
      }
    }
    return null;
  },
};

export const batchIsLocked: Invariant = {
  id: "I-38",
  text: "between the two phases of a batch every source and every target in it is locked",
  source: "mm/migrate.c:migrate_pages_batch(), 6.3 to 6.17",
  of: ({ batches }) => batches,
  when: "always",
  page: (page) =>
    page.list !== null && BATCH.test(page.list.name) && !page.locked ? "is in a batch and not locked" : null,
};
const BATCH = /^(unmap|dst)_folios/;

/** Steps at which an actor is in no driver: the others begin after the driver took what it takes in one go. */
const DRIVER = /^(balloon|host|lock|virtio-mem|offline|contig):/;
const FIRST: ReadonlySet<StepName> = new Set<StepName>([
  "balloon:alloc",
  "balloon:count",
  "balloon:lock",
  "balloon:read-conf",
  "balloon:write-conf",
  "offline:begin",
]);

/** No actor is inside an operation of a driver. */
export function isQuiet(next: readonly (StepName | null)[]): boolean {
  return next.every((step) => step === null || FIRST.has(step) || !DRIVER.test(step));
}
