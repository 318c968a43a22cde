/**
 * The verdict on a run as a headline: what happened to whom, and who had made it so. The kernel's own line stands beside it.
 * One sentence for each kind of ending.
 */

import { INVARIANTS } from "../../../models/invariants/index.ts";
import type { FaultKind } from "../../../models/machine/fault.ts";
import { must } from "../must.ts";
import type { Trace, TraceStep } from "../trace/trace.ts";
import { DID } from "../verdicts/tell.ts";
import type { Asked } from "./asked.ts";
import type { Crossing } from "./crossings.ts";
import { type Failure, failureOf } from "./failure.ts";
import { lastWrite } from "./history.ts";
import { did, The, the } from "./names.ts";

/** A word for the badge. */
export const BADGES: Readonly<Record<FaultKind | "ok" | "expectation" | "stopped", string>> = {
  ok: "It holds",
  expectation: "Another end",
  stopped: "Stopped",
  BUG: "Crash",
  WARN: "Warning",
  "null-dereference": "Crash",
  "wild-access": "Crash",
  "list-corruption": "Crash",
  "use-after-free": "Use after free",
  "double-free": "Double free",
  "out-of-memory": "Out of memory",
  invariant: "Rule broken",
  leak: "Leak",
  "bad-page": "Bad page",
  deadlock: "Stuck",
  "soft-lockup": "No end",
  "step-limit": "No end",
};

/** `asked`: a guard that would have asked again, where one is known. */
export function ending(trace: Trace, asked: Asked | null = null): string {
  const failure = failureOf(trace);
  if (failure === null) return fine(trace);
  const step = failure.at === null ? undefined : trace.steps[failure.at];
  const cause =
    failure.crossing === null ? "" : `: ${causeOf(trace, failure.crossing)}${again(asked, failure.crossing)}`;
  const does = DID[failure.kind];
  if (does !== undefined && step) return `${The(step.actor)} ${does}${cause}.`;
  return OTHERS[failure.kind as keyof typeof OTHERS](trace, step, cause);
}

/** Endings that are about all, or about nobody's step. */
const OTHERS = {
  invariant: ({ verdict }: Trace, step?: TraceStep, cause = "") => {
    const rule = INVARIANTS.find(({ id }) => id === verdict.rule)?.text ?? verdict.message;
    return `${step ? `After ${the(step.actor)}'s step a rule no longer holds` : "A rule does not hold"}: ${rule.replace(/\.$/, "")}${cause === "" ? "" : ` (${cause.slice(2)})`}.`;
  },
  leak: () => "Everyone is done, and a reference is left over: the page can never be freed.",
  deadlock: ({ actors, steps, start }: Trace) => {
    const next = steps.at(-1)?.next ?? start.next;
    const stuck = actors.filter((_, at) => next[at] !== null).map(the);
    return `Nobody can go on: ${stuck.join(" and ")} ${stuck.length === 1 ? "waits" : "wait"} for what nobody will release.`;
  },
  "step-limit": ({ steps }: Trace) => `After ${steps.length} steps the run still goes on: it may never end.`,
  expectation: ({ verdict }: Trace) => `Nothing crashed, and yet it didn't end as it should: ${mismatch(verdict)}.`,
  stopped: ({ verdict }: Trace) => `The run was stopped before its end: ${verdict.message}.`,
} satisfies Partial<Record<Failure["kind"], (trace: Trace, step?: TraceStep, cause?: string) => string>>;

/** "the owner had cleared mapping of page 0 three steps earlier". */
function causeOf(trace: Trace, { word, change, at }: Crossing): string {
  const { step, write } = must(lastWrite(trace, word, change + 1), "such write");
  return `${the(step.actor)} had ${did(write)} ${earlier(at - change)}`;
}

/** Where the guard asks of the very word. */
function again(asked: Asked | null, { word }: Crossing): string {
  return asked?.reads.some((read) => read.word === word) === true ? ", and nothing asked again" : "";
}

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

function earlier(steps: number): string {
  return steps === 1 ? "one step earlier" : `${NUMBERS[steps] ?? steps} steps earlier`;
}

/** The first of what is not as expected, in words: of "pages.p.free", what p is and should be. */
function mismatch({ mismatches = [], message }: Trace["verdict"]): string {
  const [first] = mismatches;
  if (first === undefined) return message;
  const { path, expected, found } = first;
  const [kind, name = "", what = ""] = path.split(".");
  if (kind === "results")
    return `${the(name)} came back with ${inWords(found)}, and should have come back with ${inWords(expected)}`;
  if (kind !== "pages") return `${path.replaceAll(".", " ")} is ${inWords(found)}, and should be ${inWords(expected)}`;
  if (what === "owner") return `page ${name} belongs to ${inWords(found)}, and should belong to ${inWords(expected)}`;
  if (typeof found === "boolean")
    return `page ${name} is ${found ? "" : "not "}${what}, and should${found ? " not" : ""} be`;
  return `${what} of page ${name} is ${inWords(found)}, and should be ${inWords(expected)}`;
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.map(inWords).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function fine({ verdict, actors }: Trace): string {
  const all = actors.length === 1 ? `${The(actors[0] ?? "")} is done` : "Everyone is done";
  if (verdict.unasked) return `${all}, and nothing went wrong. How this order should end, the scenario doesn't say.`;
  return `${all}, and it ended as it should: nothing crashed, nothing leaked, and every rule held.`;
}
