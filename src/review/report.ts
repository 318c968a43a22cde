/** All that a review came to, as data. The terminal prints it, a page draws it, `--json` writes it as it is. */

import type { EraId } from "../../models/era.ts";
import { counted } from "../engine/counted.ts";
import type { Cause } from "./causes.ts";
import type { Kind } from "./difference.ts";
import type { Tally } from "./judge.ts";
import type { Shown } from "./show.ts";
import type { Touched, TouchedFunction } from "./touched.ts";

export const REPORT_FORMAT = "movable-eras review";
export const REPORT_VERSION = 1;

export interface Report {
  format: typeof REPORT_FORMAT;
  version: typeof REPORT_VERSION;
  patch: { sources: string[]; subject: string; eras: EraId[]; functions: TouchedFunction[] };
  /** "stopped": nothing was found, but not all was tried either. */
  verdict: { kind: Kind | "none" | "stopped"; text: string };
  causes: ReportedCause[];
  tried: Tried;
  notTried: string[];
  /** Changed lines that no run came by: "models/flags/isolate.ts:34". */
  missed: string[];
}

export interface ReportedCause extends Cause {
  /** The shortest order that shows it; null where no order does, or there was no time to look for one. */
  shown: Shown | null;
}

/** `orders`: scenarios and kernels of which all orders were compared; `executions`: what stands for these orders. */
interface Tried {
  scenarios: number;
  runs: number;
  orders: number;
  executions: number;
  races: number;
  guards: number;
  recordings: number;
  passed: number;
  /** Of runs and orders, those on a kernel that says to all that the code asks what another one said, so the same question. */
  alike: number;
  fine: number;
}

export interface Parts {
  sources: string[];
  subject: string;
  touched: Touched;
  causes: ReportedCause[];
  tally: Tally;
  alike: number;
  missed: string[];
  notTried: string[];
  /** Something else than questions was stopped. */
  isStopped: boolean;
}

export function reportOf({
  sources,
  subject,
  touched,
  causes,
  tally,
  alike,
  missed,
  notTried,
  isStopped,
}: Parts): Report {
  const { eras, functions } = touched;
  const tried: Tried = {
    scenarios: tally.scenarios.size,
    runs: tally.asked.run,
    orders: tally.asked.orders,
    executions: tally.executions,
    races: tally.asked.races,
    guards: tally.asked.guard,
    recordings: tally.asked.recording,
    passed: tally.passed,
    alike,
    fine: tally.asked.fine,
  };
  const left = tally.left.length;
  // Copies that are cut finely have a bound by design: that is no stop.
  const isCut = isStopped || left > 0 || [...tally.bounds.keys()].some((name) => !isFine(name));
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    patch: { sources, subject, eras, functions },
    verdict: verdictOf(causes, tried, isCut),
    causes,
    tried,
    notTried: [
      ...(left > 0 ? [`stopped before ${left} of the questions: ${some(tally.left)}`] : []),
      ...boundsIn(tally, "orders", (name) => !isFine(name)),
      ...boundsIn(tally, "orders with a switch between any two statements", isFine),
      ...notTried,
    ],
    missed,
  };
}

const isFine = (name: string) => name.startsWith("fine ");

function boundsIn({ bounds }: Tally, what: string, isOne: (name: string) => boolean): string[] {
  const own = [...bounds].filter(([name]) => isOne(name));
  if (own.length === 0) return [];
  const names = [...new Set(own.map(([name]) => name.replace(/^\w+ /, "")))];
  return [`not all ${what} of ${some(names)} (${[...new Set(own.map(([, bound]) => bound))].join(", ")})`];
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

function verdictOf([worst]: readonly ReportedCause[], tried: Tried, isStopped: boolean): Report["verdict"] {
  if (worst) return { kind: worst.kind, text: HEADLINES[worst.kind](worst) };
  const { executions, runs, scenarios } = tried;
  const where = `in ${counted(executions + runs, "order")} of ${counted(scenarios, "scenario")}`;
  if (isStopped) return { kind: "stopped", text: `stopped before the end: no difference found so far ${where}` };
  if (scenarios > 0) return { kind: "none", text: `no difference found ${where}` };
  return { kind: "none", text: "no difference found: no scenario executes what it changes" };
}

const HEADLINES: Record<Kind, (cause: Cause) => string> = {
  fault: ({ cause }) => `can end in ${cause}`,
  rule: ({ cause }) => `breaks rule ${cause}`,
  failed: () => "fails before anything can be compared",
  end: () => "changes what a user of the API sees",
  race: () => "races",
  locks: () => "stores without a lock that was always held",
  atomic: () => "has a step that is no longer atomic",
  types: () => "does not pass the type checker",
  recording: () => "disagrees with what a real kernel did",
  guard: () => "changes what a guard is good for",
  gone: ({ cause }) => `takes away what went wrong (${cause})`,
  steps: () => "takes other steps to the same ends",
  words: () => "changes other words on the way to the same ends",
  stores: () => "changes only the order of stores",
  calls: () => "changes only calls",
};
