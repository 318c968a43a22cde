/** All that a review came to, as data. The terminal prints it, a page draws it, `--json` writes it as it is. */
import type { EraId } from "../../models/era.ts";
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
  verdict: { kind: Kind | "none"; text: string };
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
  fine: number;
}

export interface Parts {
  sources: string[];
  subject: string;
  touched: Touched;
  causes: ReportedCause[];
  tally: Tally;
  fine: Tally;
  missed: string[];
  notTried: string[];
}

export function reportOf({ sources, subject, touched, causes, tally, fine, missed, notTried }: Parts): Report {
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
    fine: fine.asked.orders,
  };
  const left = tally.left.length + fine.left.length;
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    patch: { sources, subject, eras, functions },
    verdict: verdictOf(causes, tried, left > 0),
    causes,
    tried,
    notTried: [
      ...(left > 0 ? [`stopped before ${left} of the questions: ${some([...tally.left, ...fine.left])}`] : []),
      ...boundsIn(tally, "orders"),
      ...boundsIn(fine, "orders with a switch between any two statements"),
      ...notTried,
    ],
    missed,
  };
}

function boundsIn({ bounds }: Tally, what: string): string[] {
  const names = [...bounds.keys()].map((name) => name.replace(/^orders /, ""));
  return names.length === 0 ? [] : [`not all ${what} of ${some(names)} (${[...new Set(bounds.values())].join(", ")})`];
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

function verdictOf([worst]: readonly ReportedCause[], tried: Tried, isStopped: boolean): Report["verdict"] {
  if (worst) return { kind: worst.kind, text: HEADLINES[worst.kind](worst) };
  const { executions, runs, scenarios } = tried;
  const so = isStopped ? " so far" : "";
  const text = `no difference found${so} in ${counted(executions + runs, "order")} of ${counted(scenarios, "scenario")}`;
  return {
    kind: "none",
    text: scenarios === 0 && !isStopped ? "no difference found: no scenario executes what it changes" : text,
  };
}

export function counted(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}

const HEADLINES: Record<Kind, (cause: Cause) => string> = {
  fault: ({ cause }) => `can end in ${cause}`,
  rule: ({ cause }) => `breaks rule ${cause}`,
  failed: () => "fails before anything can be compared",
  end: () => "changes what a user of the API sees",
  race: () => "races",
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
