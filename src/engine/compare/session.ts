/**
 * What the player shows, as plain data: a scenario run on each chosen kernel, the steps lined up. The player keeps nothing of its
 * own about what is selected, so a page, a link or an exercise can hold the selection and hand it in.
 */
import type { EraId } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { ERAS, findEra } from "../../../models/index.ts";
import { told } from "../away/messages.ts";
import { CannotRun } from "../run/cannot_run.ts";
import { execute, type RunOptions } from "../run/execute.ts";
import { whyNot } from "../scenario/runnable.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/trace.ts";
import { type Lineup, lineUp } from "./lineup.ts";

export interface Selection {
  readonly scenario: Scenario;
  /** "mops@6.1"; "mops" is the reference kernel of its era. */
  readonly kernels: readonly string[];
  /** Guards left out, besides those that the scenario leaves out. */
  readonly without: readonly GuardName[];
  /** Does an invariant that breaks end the run? Unless it is said otherwise: then the damage itself shows, which comes later. */
  readonly invariants?: boolean;
  /** Actors by number, a step each; what is left then runs in order. null: the scenario's own order. */
  readonly choices: readonly number[] | null;
  /** Rows of the line-up that have been taken: 0 is before the first step. */
  readonly step: number;
  /** What stands in the place of the lanes: to watch, unless it is said otherwise. */
  readonly panel?: Panel;
  /** The kernel in view, of `kernels`: the first, unless it is said otherwise. */
  readonly inView?: string;
  /** Is every order to be tried, on the kernel in view? */
  readonly searched?: boolean;
}

/** Ways to look at a scenario. */
export const PANELS = ["watch", "race", "orders", "predict"] as const;
export type Panel = (typeof PANELS)[number];

/** One kernel's run. */
export interface Column {
  /** "mops@6.16". */
  kernel: string;
  era: EraId;
  trace: Trace;
  /** Steps of the trace that have been taken when so many rows have. */
  taken: readonly number[];
}

export interface Session {
  columns: readonly Column[];
  rows: Lineup["rows"];
  first: Lineup["first"];
  /** Kernels that were asked for and have no run, each with the reason. */
  skipped: readonly { kernel: string; why: string }[];
}

/** Steps after which a run in the player counts as endless. */
export const MAX_STEPS = 10_000;
/** Side by side. */
export const MAX_KERNELS = ERAS.length;
/** Sessions kept of one scenario. */
const KEPT = 8;

const known = new WeakMap<Scenario, Map<string, Session>>();

/** The same object for the same selection, whatever its step. Never throws: what cannot run is in `skipped`. */
export function open({ scenario, kernels, without, invariants = true, choices }: Selection): Session {
  const key = JSON.stringify([kernels, without, invariants, choices]);
  const sessions = known.get(scenario) ?? new Map<string, Session>();
  known.set(scenario, sessions);
  const session =
    sessions.get(key) ?? run(scenario, kernels, { without, check: invariants, ...(choices && { choices }) });
  // Last in the order of insertion is what was used last.
  sessions.delete(key);
  sessions.set(key, session);
  const [oldest] = sessions.keys();
  if (sessions.size > KEPT && oldest !== undefined) sessions.delete(oldest);
  return session;
}

/** The runs of a selection as somebody else ran them. */
export function keep({ scenario, kernels, without, invariants = true, choices }: Selection, session: Session): void {
  const sessions = known.get(scenario) ?? new Map<string, Session>();
  known.set(scenario, sessions.set(JSON.stringify([kernels, without, invariants, choices]), session));
}

function run(scenario: Scenario, kernels: readonly string[], options: RunOptions): Session {
  const runs: { kernel: string; era: EraId; trace: Trace }[] = [];
  const skipped: { kernel: string; why: string }[] = [];
  for (const kernel of [...new Set(kernels)].slice(0, MAX_KERNELS)) {
    const found = runOn(scenario, kernel, options);
    if (typeof found === "string") skipped.push({ kernel, why: found });
    else runs.push(found);
  }
  const { rows, first } = lineUp(runs.map(({ trace }) => trace));
  const columns = runs.map((each, column) => {
    let steps = 0;
    return { ...each, taken: [0, ...rows.map(({ cells }) => (cells[column] ? ++steps : steps))] };
  });
  return { columns, rows, first, skipped };
}

/** The run, or why there is none. */
function runOn(scenario: Scenario, kernel: string, options: RunOptions) {
  const found = findEra(kernel);
  if (!found) return "there is no such kernel here";
  const { era, release } = found;
  const reason = whyNot(scenario, found);
  if (reason !== null) return reason;
  try {
    const trace = execute(scenario, era, release, { ...options, maxSteps: MAX_STEPS });
    return { kernel: `${era.id}@${release.id}`, era: era.id, trace };
  } catch (error) {
    if (error instanceof CannotRun) return told({ message: error.message, place: error.place, choices: null });
    throw error;
  }
}
