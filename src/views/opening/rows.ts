/**
 * The steps of a run that a newcomer has to see, in a few words each: those that have to do with page 5, or with who may touch it. What a step came
 * to is read off the run: what it wrote, and what the same actor does next.
 */
import type { StepName } from "../../../models/steps.ts";
import type { TraceStep, TraceWrite } from "../../engine/trace/trace.ts";
import type { Walk } from "../../engine/walk/walk.ts";
import { causeOf } from "../lanes/cause.ts";
import type { LaneRow } from "../lanes/Lanes.tsx";
import { BALLOON, CHECK, MOVER } from "./runs.ts";

export interface Row extends LaneRow {
  /** Of the trace. */
  step: number;
}

interface Seen {
  step: TraceStep;
  /** Of the same actor; null: it is done. */
  next: StepName | null;
  failed: boolean;
  /** The check is. */
  isOut: boolean;
}
type Say = (seen: Seen) => string;

const isCount = ({ object, field }: TraceWrite) => object === "page 5" && field === "_refcount";
const frees = ({ step: { writes } }: Seen) => writes.some((write) => isCount(write) && write.after === "0");
const target = ({ step: { writes } }: Seen) =>
  writes.find(({ object, field }) => object !== "page 5" && field === "_refcount")?.object ?? "another page";

const MOVERS: Partial<Record<StepName, Say>> = {
  "isolate:pin": ({ step }) => (step.writes.some(isCount) ? "takes a reference" : "page 5 is free already"),
  "isolate:test": ({ next }) => (next === "isolate:trylock" ? "movable? Bits say yes" : "movable? Bits say no"),
  "isolate:trylock": ({ next }) => (next === "isolate:recheck" ? "locks page 5" : "finds page 5 locked"),
  "isolate:recheck": ({ next, failed, isOut }) => {
    if (failed) return "no functions there";
    if (next !== "isolate:call-ops") return "asks again: gone";
    return isOut ? "finds whom to ask" : "asks again: same owner";
  },
  "isolate:call-ops": () => "has it set aside",
  "migrate:get-new": (seen) => `takes ${target(seen)}`,
  "balloon:insert": () => "has that one used instead",
  "balloon:release": () => "has page 5 let go",
  "isolate:back-off": () => "unlocks it, and leaves",
  "isolate:put": (seen) => (frees(seen) ? "drops the last reference" : "drops its reference"),
  "migrate:put-src": (seen) => (frees(seen) ? "drops the last reference" : "drops its reference"),
  "contig:take": () => "takes pages 4 to 7",
};
const BALLOONS: Partial<Record<StepName, Say>> = {
  "balloon:lock": () => "take your own lock",
  "balloon:dequeue": ({ next }) => (next === "balloon:release" ? "lock page 5" : "page 5 isn’t to be had"),
  "balloon:release": () => "let go of it",
  "balloon:dequeued": () => "unlock page 5",
  "balloon:put": (seen) => (frees(seen) ? "drop the last reference" : "drop your reference"),
};

export function rowsOf({ trace, verdict, standings }: Walk): Row[] {
  const { steps, actors } = trace;
  const isOut = trace.without.includes(CHECK);
  return steps.flatMap((step, at) => {
    const words = step.actor === BALLOON ? BALLOONS : MOVERS;
    const lane = actors.indexOf(step.actor);
    const next = steps.slice(at + 1).find(({ actor }) => actor === step.actor)?.step ?? standings[lane]?.step ?? null;
    const failed = at === steps.length - 1 && verdict !== null && verdict.kind !== "ok";
    const text = words[step.step]?.({ step, next, failed, isOut });
    if (text === undefined) return [];
    return [{ lane, text, step: at, ...(failed && { tone: "bad" as const }) }];
  });
}

/** The row that the story turns on: the failure, or the question that found the owner gone; and the row that decided it. */
export function turnOf({ trace }: Pick<Walk, "trace">, rows: readonly Row[]): { from: number; to: number } | null {
  const to = rows.findIndex(
    ({ step, tone }) =>
      tone === "bad" ||
      (trace.steps[step]?.step === "isolate:recheck" &&
        trace.steps.slice(step + 1).find(({ actor }) => actor === MOVER)?.step === "isolate:back-off"),
  );
  const cause = causeOf(trace.steps, rows[to]?.step ?? -1);
  const from = rows.findIndex(({ step }) => step === cause);
  return to < 0 || from < 0 ? null : { from, to };
}
