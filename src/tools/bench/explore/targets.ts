/** What the numbers should be. */
import { median } from "../measure.ts";
import { millions, type Target } from "../targets.ts";
import type { Bug } from "./child.ts";
import { totalOf } from "./spin.ts";
import type { Results } from "./suite.ts";

const STEPS_PER_SECOND = 2_000_000;
const OVER_TRACES = 1.1;
const WATCHED = 2;
const LARGEST = "3x3";
const SECONDS_FOR_LARGEST = 60;

/** Of spin's, on the same program. */
const STATES = 3;
/** What spin needs longer for is no target. */
const SPIN_WITHIN = 10_000;
const BYTES_OF_STATE = 100;
const SECONDS_FOR_SCENARIO = 60;

export function targets(results: Results): Target[] {
  const { stepsPerSecond, watching, stateBytes, races, bugs, peers, papers, larges } = results;
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
    ...Object.entries(stateBytes).map(([way, bytes]): Target => {
      const text = `${way}: at most ${BYTES_OF_STATE} bytes a state beside what the system keeps`;
      return { text, found: `${bytes.toFixed(0)} at the worst`, pass: bytes <= BYTES_OF_STATE };
    }),
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
    ...bugs.map(({ race, without, executions, random }): Target => {
      const middle = medianOf(random);
      const found = `${executions} executions, random runs ${middle}`;
      return { text: `${race} without ${without}: found no later than at random`, found, pass: executions <= middle };
    }),
    ...peers.flatMap(besideSpin),
    ...papers.map(({ id, traces, executions, blocked }): Target => {
      const ratio = executions / traces;
      const text = `${id}: executions at most 10 % above the number of traces`;
      return { text, found: `${ratio.toFixed(3)} times, ${blocked} blocked`, pass: ratio <= OVER_TRACES };
    }),
    ...larges.map(({ id, bound, ms, states, estimatedStates }): Target => {
      const pass = bound === null && ms < 1000 * SECONDS_FOR_SCENARIO;
      const left = estimatedStates === null ? "" : ` of about ${millions(estimatedStates)} (an estimate)`;
      const found = `${seconds(ms)}, ${states.toLocaleString("en")} states${left}`;
      return { text: `${id}: all of it within ${SECONDS_FOR_SCENARIO} s`, found, pass };
    }),
  ];
}

function besideSpin({ id, broken, wrong, wallMs, states, spin }: Results["peers"][number]): Target[] {
  if (spin === null || totalOf(spin) > SPIN_WITHIN) return [];
  const name = `${id}${broken ? ", broken" : ""}`;
  const total = totalOf(spin);
  const ratio = states / spin.states;
  const same: Target = {
    text: `${name}: something wrong if spin finds something wrong`,
    found: `${wrong ?? "nothing"}, spin ${spin.errors}`,
    pass: (wrong !== null) === spin.errors > 0,
  };
  const earlier: Target = {
    text: `${name}: a verdict before spin's`,
    found: `${seconds(wallMs)}, spin ${seconds(total)}: ${(wallMs / total).toFixed(2)} times`,
    pass: wallMs < total,
  };
  if (broken) return [same, earlier];
  const fewer = `${ratio.toFixed(2)} times`;
  return [
    same,
    earlier,
    { text: `${name}: at most ${STATES} times spin's states`, found: fewer, pass: ratio <= STATES },
  ];
}

/** Of runs up to a bug, where null is never. */
export function medianOf(random: Bug["random"]): number {
  return median(random.map((each) => each ?? Number.POSITIVE_INFINITY));
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
