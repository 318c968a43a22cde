/** What a run came to, held to what its scenario expects. */
import type { FaultKind } from "../../../models/machine/fault.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Expectation, Scenario } from "../scenario/scenario.ts";
import type { Verdict } from "../trace/trace.ts";
import { mismatches } from "./expect.ts";
import type { Observation } from "./observe.ts";

/** It had more steps to take, and somebody did not want to wait. */
export interface Unfinished {
  kind: "stopped";
  message: string;
}

/** What ended a run, or is wrong with its end. */
export interface Wrong {
  kind: FaultKind;
  message: string;
  /** Of `invariant`: its number. */
  rule?: string;
}

/** An order that a scenario leaves open is any order; of another it says how that one ends, and no other. */
export function isOpen({ order }: Pick<Scenario, "order">): boolean {
  return order === "open";
}

/** What the kernel itself complained of, although it went on: the worst of it first. Its log holds nothing else. */
export function complaint({ log }: Pick<Kernel, "log">): Wrong | null {
  const found = log.find(({ level }) => level === "bad-page") ?? log[0];
  return found === undefined ? null : { kind: found.level === "warn" ? "WARN" : found.level, message: found.text };
}

/** Does the scenario say that it comes? A WARN is said by its line as well. */
export function isForetold(
  { verdict, log }: Expectation,
  { kind, message }: { kind: string; message: string },
): boolean {
  return verdict === kind || (kind === "WARN" && Array.isArray(log) && log.includes(message));
}

/** `asked`: is this the order of which the scenario says how it ends? */
export function judge(
  expected: Expectation,
  wrong: Wrong | Unfinished | null,
  end: Observation,
  asked: boolean,
): Verdict {
  if (wrong?.kind === "stopped") return wrong;
  if (wrong !== null && !isForetold(expected, wrong)) return wrong;
  const foretold = wrong === null ? {} : { foretold: wrong.kind };
  const { verdict = "ok", ...rest } = expected;
  // That nothing goes wrong where something must is for its own order to say too.
  const unmet = wrong === null && verdict !== "ok" ? [{ path: "verdict", expected: verdict, found: "ok" }] : [];
  const found = asked ? [...unmet, ...mismatches(rest, end)] : [];
  if (found.length > 0) return { kind: "expectation", message: mismatchText(found), mismatches: found };
  const compared = asked && Object.keys(expected).length > 0;
  return { message: "", ...wrong, ...foretold, kind: "ok", ...(!compared && { unasked: true }) };
}

export function mismatchText([first]: ReturnType<typeof mismatches>): string {
  if (first === undefined) return "";
  const { path, expected, found } = first;
  return `${path} is ${JSON.stringify(found) ?? "missing"}, expected ${JSON.stringify(expected)}`;
}
