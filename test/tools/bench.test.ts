/** The benchmark's numbers are those of real work. Nothing here looks at a clock. */
import { describe, expect, test } from "vitest";
import { flags } from "../../models/flags/index.ts";
import { ERAS } from "../../models/index.ts";
import type { Growth } from "../../src/tools/bench/growth.ts";
import { race } from "../../src/tools/bench/race.ts";
import { runRound } from "../../src/tools/bench/round.ts";
import { child } from "../../src/tools/bench/suite.ts";
import { targets } from "../../src/tools/bench/targets.ts";
import { boot, PHASES, prepare, run, type Workload } from "../../src/tools/bench/workload.ts";

const PAGES = 2048;

const GROWTH: Growth = {
  era: "mops",
  pages: 10_000,
  rounds: 1,
  inflated: 0,
  migrated: 0,
  deflated: 0,
  steps: 0,
  freeBlocks: { before: 0, after: 0 },
  bootMs: 0,
  phaseMs: { inflate: 0, compact: 1000, deflate: 0 },
  microsecondsPerPage: 4,
  migratedPerSecond: 0,
  bytesPerPage: { memory: 65, other: 5 },
};

function freeFrames({ k, zone }: Workload): number {
  let free = 0;
  for (let order = 0; order <= 9; order++) free += k.freeArea(zone, order, false).nr_free << order;
  return free;
}

describe.each(ERAS)("$id", (era) => {
  test("counts what the kernel counted", () => {
    const workloads: Workload[] = [];
    const { counts } = runRound(era, PAGES, 2, (workload) => {
      workloads.push(workload);
      return (_actor, step) => step();
    });
    expect(workloads).toHaveLength(2);
    for (const { k, zone } of workloads) {
      expect(k.events).toMatchObject({
        BALLOON_INFLATE: counts.inflated,
        BALLOON_MIGRATE: counts.migrated,
        PGMIGRATE_SUCCESS: counts.migrated,
        PGMIGRATE_FAIL: 0,
        BALLOON_DEFLATE: counts.deflated,
      });
      expect(zone.managed_pages).toBe(PAGES);
      expect(k.log).toEqual([]);
    }
    expect(counts).toMatchObject({ inflated: PAGES / 2, deflated: PAGES / 2 });
    // All of the lower half that is not in the cluster where the scanners meet.
    expect(counts.migrated).toBeGreaterThan(PAGES / 4 - 64);
    expect(counts.migrated).toBeLessThanOrEqual(PAGES / 4);
    expect(counts.freeBlocks.before).toBe(0);
    expect(counts.freeBlocks.after).toBeGreaterThanOrEqual(PAGES / 512 / 2 - 1);
  });

  test("watches every step, and ends with the frames that it began with", () => {
    const workload = boot(era, PAGES);
    expect(freeFrames(workload)).toBe(PAGES / 2);
    for (const phase of PHASES) {
      let watched = 0;
      prepare(workload, phase);
      const steps = run(workload, phase, (_actor, step) => {
        step();
        watched++;
      });
      expect(watched).toBe(steps);
    }
    expect(freeFrames(workload)).toBe(PAGES);
  });

  test("boots without more room than a page needs", () => {
    const { k } = boot(era, 10_000);
    expect(k.memory.buffer.byteLength / 10_000).toBeLessThanOrEqual(80);
    expect(k.memory.footprint.length).toBeLessThan(10_000);
  });

  test("runs the same short race each time", () => {
    const once = race(era);
    const steps = once();
    expect(steps).toBeGreaterThan(30);
    expect([once(), once()]).toEqual([steps, steps]);
  });
});

test("a process of its own measures the room of the memory as the memory has it", async () => {
  const { memory, other } = await child<Growth["bytesPerPage"]>({ what: "room", era: "flags", pages: PAGES });
  expect(memory).toBe(boot(flags, PAGES).k.memory.buffer.byteLength / PAGES);
  expect(other).toBeGreaterThanOrEqual(0);
});

test("a target is missed when a step costs more on a larger machine", () => {
  const judge = (small: number, large: number) =>
    targets({ speeds: [], checked: [{ era: "mops", microseconds: { small, large } }], growths: [GROWTH] })[0]?.pass;
  expect([judge(10, 39), judge(10, 41)]).toEqual([true, false]);
});

test("a target is missed when time per page grows, room does, or compaction takes too long", () => {
  const judge = (change: Partial<Growth>) =>
    targets({ speeds: [], checked: [], growths: [GROWTH, { ...GROWTH, pages: 1_000_000, ...change }] }).map(
      ({ pass }) => pass,
    );
  expect(judge({})).toEqual([true, true, true]);
  expect(judge({ bytesPerPage: { memory: 65, other: 16 } })).toEqual([false, true, true]);
  expect(judge({ microsecondsPerPage: 5 })).toEqual([true, false, true]);
  expect(judge({ phaseMs: { inflate: 0, compact: 60_000, deflate: 0 } })).toEqual([true, true, false]);
});
