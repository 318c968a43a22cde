/** What the numbers should be. */
import { must } from "../../engine/must.ts";
import { LARGE, SMALL } from "./checked.ts";
import type { Growth } from "./growth.ts";
import type { Results } from "./suite.ts";

export interface Target {
  text: string;
  found: string;
  pass: boolean;
}

const STEPS_PER_SECOND = 2_000_000;
const BYTES_OF_STRUCT_PAGE = 64;
const BYTES_BESIDE = 16;
const LINEAR_WITHIN = 0.2;
const SECONDS_TO_COMPACT = 10;

/** Of sixteen. A step loads the same words on both (test/suite/cost.test.ts); the memory of the large machine fits no cache. */
const CHECKED_WITHIN = 4;

export function targets({ speeds, checked, growths }: Results): Target[] {
  return [
    ...speeds.map(({ era, stepsPerSecond }) => ({
      text: `${era}: at least ${millions(STEPS_PER_SECOND)} steps a second`,
      found: millions(stepsPerSecond),
      pass: stepsPerSecond >= STEPS_PER_SECOND,
    })),
    ...checked.map(({ era, microseconds: { small, large } }) => ({
      text: `${era}: a recorded and checked step takes at most ${CHECKED_WITHIN} times as long on ${LARGE.toLocaleString("en")} pages as on ${SMALL.toLocaleString("en")}`,
      found: `${(large / small).toFixed(2)} times (${large.toFixed(0)} µs)`,
      pass: large <= CHECKED_WITHIN * small,
    })),
    ...[...Map.groupBy(growths, ({ era }) => era).values()].flatMap(targetsOfGrowth),
  ];
}

/** `sizes`: one era, from the smallest machine to the largest. */
function targetsOfGrowth(sizes: Growth[]): Target[] {
  const smallest = must(sizes[0], "machine");
  const largest = must(sizes.at(-1), "machine");
  const { era, pages, bytesPerPage, phaseMs } = largest;
  const room = bytesPerPage.memory + bytesPerPage.other;
  const slower = largest.microsecondsPerPage / smallest.microsecondsPerPage;
  const seconds = phaseMs.compact / 1000;
  return [
    {
      text: `${era}: at most ${BYTES_OF_STRUCT_PAGE} + ${BYTES_BESIDE} bytes a page`,
      found: room.toFixed(1),
      pass: room <= BYTES_OF_STRUCT_PAGE + BYTES_BESIDE,
    },
    {
      text: `${era}: time per page grows by at most ${100 * LINEAR_WITHIN} % from the smallest machine to the largest`,
      found: `${slower.toFixed(2)} times`,
      pass: Math.abs(slower - 1) <= LINEAR_WITHIN,
    },
    {
      text: `${era}: ${pages.toLocaleString("en")} pages compacted within ${SECONDS_TO_COMPACT} s`,
      found: `${seconds.toFixed(2)} s`,
      pass: seconds <= SECONDS_TO_COMPACT,
    },
  ];
}

export function millions(value: number): string {
  return `${(value / 1e6).toFixed(2)} M`;
}
