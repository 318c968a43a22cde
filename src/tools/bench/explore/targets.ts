/** What the numbers should be. */
import { millions, type Target } from "../targets.ts";
import { totalOf } from "./spin.ts";
import type { Results } from "./suite.ts";

const STEPS_PER_SECOND = 2_000_000;
const OVER_TRACES = 1.1;
const WATCHED = 2;
const LARGEST = "3x3";
const SECONDS_FOR_LARGEST = 60;

export function targets({ stepsPerSecond, watching, races }: Results): Target[] {
  return [
    {
      text: `at least ${millions(STEPS_PER_SECOND)} steps a second on one core`,
      found: millions(stepsPerSecond),
      pass: stepsPerSecond >= STEPS_PER_SECOND,
    },
    {
      text: "watched for races: at most twice the time",
      found: `${watching.ratio.toFixed(2)} times`,
      pass: watching.ratio <= WATCHED,
    },
    ...races.flatMap(({ race, wallMs, bound, traces, spin }): Target[] => {
      const found: Target[] = [];
      if (race === LARGEST) {
        const pass = bound === null && wallMs < 1000 * SECONDS_FOR_LARGEST;
        found.push({ text: `${race}: all of it within ${SECONDS_FOR_LARGEST} s`, found: seconds(wallMs), pass });
      }
      if (traces) {
        const ratio = (traces.executions + traces.blocked) / traces.traces;
        const text = `${race}: executions at most 10 % above the number of traces`;
        found.push({ text, found: `${ratio.toFixed(3)} times`, pass: traces.bound === null && ratio <= OVER_TRACES });
      }
      if (spin) {
        const total = totalOf(spin);
        const text = `${race}: a verdict before spin's`;
        found.push({ text, found: `${seconds(wallMs)}, spin ${seconds(total)}`, pass: wallMs < total });
      }
      return found;
    }),
  ];
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
