/** What is not the same in two answers to one question: as the code was, and as it is with the change. */

import { flatten } from "../engine/compare/flatten.ts";
import { must } from "../engine/must.ts";
import { ANOTHER_END, BOUND, isFine, NEVER } from "../engine/verdicts/vocabulary.ts";
import type { Difference, Kind } from "./difference.ts";
import {
  type End,
  type GuardLook,
  type Look,
  type Meeting,
  nameOf,
  type OrdersLook,
  type Question,
  type RacesLook,
  type Round,
  type RunLook,
} from "./look.ts";
import { renamesIn } from "./renames.ts";

type Found = Pick<Difference, "kind" | "cause" | "message" | "way"> & Pick<Partial<Difference>, "access" | "damage">;

const NEVER_ANY_MORE = "what could happen never happens";

export function differences(question: Question, before: Look, after: Look): Difference[] {
  const { scenario, kernel } = question;
  return found(question, before, after).map((each) => {
    const way = each.way && question.ask === "fine" ? { ...each.way, fine: true as const } : each.way;
    return { ...each, way, question: nameOf(question), scenario: scenario.id, kernel };
  });
}

function found(question: Question, before: Look, after: Look): Found[] {
  if (after.of === "failed") {
    if (before.of === "failed") return [];
    if (after.hangs) return [{ kind: "fault", cause: "soft-lockup", message: after.message, way: null }];
    return [{ kind: "failed", cause: after.message, message: after.message, way: null }];
  }
  if (before.of === "failed") {
    return [{ kind: "gone", cause: "it could not be run before", message: before.message, way: null }];
  }
  if (before.of === "run" && after.of === "run") return runs(before, after);
  if (before.of === "orders" && after.of === "orders") return orders(before, after);
  if (before.of === "races" && after.of === "races") return races(before, after);
  if (before.of === "guard" && after.of === "guard" && question.ask === "guard") {
    return guard(question.entry.guard, before, after);
  }
  if (before.of === "recording" && after.of === "recording" && before.difference !== after.difference) {
    if (after.difference === null) {
      return [{ kind: "gone", cause: "a recording agrees now", message: before.difference ?? "", way: null }];
    }
    return [{ kind: "recording", cause: after.difference, message: after.difference, way: null }];
  }
  return [];
}

/** The code with the guard is asked as well: what takes a CPU that stores late goes wrong only here. */
function guard(name: string, before: GuardLook, after: GuardLook): Found[] {
  if ([before, after].some(({ verdict, intact }) => [verdict, intact].includes(BOUND))) return [];
  if (before.intact !== after.intact) {
    if (isFine(after.intact)) return [gone(before.intact, `where ${name} is tried`)];
    const message = `where ${name} is tried, with the guard as it stands`;
    return [{ kind: wrongKind(after.intact), cause: causeOf(after.intact), message, way: null }];
  }
  if (before.verdict === after.verdict) return [];
  const cause = `${name}: without it ${after.verdict}, before ${before.verdict}`;
  return [{ kind: "guard", cause, message: cause, way: null }];
}

/** A run that goes wrong is not compared any further: the rest of it is missing. */
function runs(before: RunLook, after: RunLook): Found[] {
  const way = { choices: after.choices, leaveOut: [] };
  if (before.verdict !== after.verdict) {
    const isWrong = after.verdict !== "ok" && after.verdict !== "no fault";
    if (!isWrong) return [gone(before.verdict, before.message)];
    const kind = wrongKind(after.verdict);
    return [{ kind, cause: causeOf(after.verdict), message: after.message, way: { ...way, kind: after.verdict } }];
  }
  if (before.end !== after.end) {
    const message = news([before.end], after.end);
    return [{ kind: "end", cause: "it ends otherwise", message, way }];
  }
  const compared: [Kind, readonly string[], readonly string[], string][] = [
    ["steps", before.steps, after.steps, "takes other steps"],
    ["words", before.words, after.words, "changes other words"],
    ["words", before.links, after.links, "stores to other places"],
    ["stores", before.stores, after.stores, "stores in another order"],
  ];
  for (const [kind, old, now, what] of compared) {
    const at = firstDifference(old, now);
    if (at === null) continue;
    const inside = after.inside[at] ?? before.inside[at] ?? "its last step";
    const message = `step ${at}: ${after.steps[at] ?? "none"}, before: ${before.steps[at] ?? "none"}`;
    return [{ kind, cause: `${what} in ${inside}`, message, way }];
  }
  const at = firstDifference(before.calls, after.calls);
  if (at === null) return [];
  const message = `step ${at}: ${after.steps[at]}`;
  return [{ kind: "calls", cause: renamesIn(before.calls, after.calls, after.inside[at] ?? ""), message, way: null }];
}

function firstDifference(before: readonly string[], after: readonly string[]): number | null {
  const length = Math.max(before.length, after.length);
  for (let at = 0; at < length; at++) if (before[at] !== after[at]) return at;
  return null;
}

function orders(before: OrdersLook, after: OrdersLook): Found[] {
  const old = new Set(before.rounds.flatMap(({ wrong }) => wrong.map(({ kind }) => kind)));
  const [round, ...later] = after.rounds;
  const first = must(round, "round");
  const news = first.wrong.filter(({ kind }) => !old.has(kind));
  // What was not covered before may have been there all the same.
  const known = before.rounds.every(({ bound }) => bound === null);
  const wrong = news.map(({ kind, message, choices, inside, actor }): Found => {
    const told = { cause: causeOf(kind), message: `${message} (${actor} in ${inside})` };
    const way = { choices, kind, leaveOut: [] };
    const found: Found = { kind: wrongKind(kind), ...told, way };
    return found.kind === "rule" ? { ...found, damage: damageIn(later, old, first) } : found;
  });
  const missing = [...old].filter(
    (kind) => !after.rounds.some((round) => round.wrong.some((each) => each.kind === kind)),
  );
  const isCovered = after.rounds.every(({ bound }) => bound === null);
  const lost = before.can.flatMap(({ what, found }, at): Found[] => {
    if (!found || after.can[at]?.found !== false || !isCovered || news.length > 0) return [];
    return [{ kind: "end", cause: NEVER_ANY_MORE, message: what, way: null }];
  });
  return [
    ...(known ? wrong : []),
    ...(isCovered ? missing.map((kind) => gone(kind, kind)) : []),
    ...lost,
    ...(known && isCovered ? ends(before, after, news.length > 0) : []),
  ];
}

/** Where a rule is not asked: what goes wrong then that did not. */
function damageIn(later: readonly Round[], old: ReadonlySet<string>, first: Round): NonNullable<Difference["damage"]> {
  const known = new Set([...old, ...first.wrong.map(({ kind }) => kind)]);
  const kinds = later.flatMap(({ wrong }) => wrong.map(({ kind }) => kind)).filter((kind) => !known.has(kind));
  const executions = later.reduce((sum, round) => sum + round.executions, 0);
  return { kinds: [...new Set(kinds)], executions, bound: later.find(({ bound }) => bound !== null)?.bound ?? null };
}

/** Accesses that meet no more are nobody's worry. */
function races(before: RacesLook, after: RacesLook): Found[] {
  if (before.bound !== null) return [];
  const news = (old: readonly Meeting[], now: readonly Meeting[]) => {
    const known = new Set(old.map(({ key }) => key));
    return now.filter(({ key }) => !known.has(key));
  };
  const told = (kind: Kind, what: string, meetings: readonly Meeting[]) =>
    meetings.map(({ about, words, told: message, choices }): Found => {
      const access = { words, lost: [] };
      return { kind, cause: `${what} ${about}`, message, way: { choices, leaveOut: [] }, access };
    });
  return [
    ...told("race", "no lock keeps apart who touches", news(before.races, after.races)),
    ...told("race", "no lock keeps apart who touches", news(before.lockless, after.lockless)),
    ...told("atomic", "more than one access:", news(before.steps, after.steps)),
    ...(after.bound === null ? locks(before, after) : []),
  ];
}

/** A word to which nobody else stores any more has no lock to speak of, and one that is new had none. */
function locks(before: RacesLook, after: RacesLook): Found[] {
  const was = new Map(before.locks.map(({ word, held }) => [word, held]));
  return after.locks.flatMap(({ word, held }): Found[] => {
    const old = was.get(word);
    const gone = old?.filter((lock) => !held.includes(lock)) ?? [];
    if (gone.length === 0) return [];
    const left = held.length === 0 ? "no lock is held at every store any more" : `left is ${held.join(", ")}`;
    const cause = `not every store to ${word} holds ${gone.join(", ")} any more`;
    return [{ kind: "locks", cause, message: left, way: null, access: { words: [word], lost: gone } }];
  });
}

const endsIn = ({ rounds }: OrdersLook): readonly End[] => rounds.at(-1)?.ends ?? [];

/** As far as rules do not cut them off. Where orders go wrong that did not, ends are missing for that reason. */
function ends(before: OrdersLook, after: OrdersLook, isWrong: boolean): Found[] {
  const [old, now] = [endsIn(before), endsIn(after)];
  const leaveOut = after.rounds.at(-1)?.leaveOut ?? [];
  const has = (all: readonly End[], { end }: End) => all.some((each) => each.end === end);
  const come = now.filter((each) => !has(old, each));
  const missing = isWrong ? [] : old.filter((each) => !has(now, each));
  const [first] = come.toSorted((a, b) => a.choices.length - b.choices.length);
  if (first) {
    const cause = first.against === "" ? "an end that could not be reached" : "an end that the scenario rules out";
    const told = news(
      old.map(({ end }) => end),
      first.end,
    );
    const message = first.against === "" ? told : first.against;
    return [{ kind: "end", cause, message, way: { choices: first.choices, end: first.end, leaveOut } }];
  }
  const [gone] = missing;
  if (!gone) return [];
  const message = news(
    now.map(({ end }) => end),
    gone.end,
  );
  return [{ kind: "end", cause: "an end that can no longer be reached", message, way: null }];
}

/** Of an end, what none of the others has; where there is no such thing, what the first of them has not. */
function news(others: readonly string[], end: string): string {
  const flat = (text: string) =>
    flatten(JSON.parse(text), "").map(([path, value]) => `${path} ${JSON.stringify(value)}`);
  const own = flat(end);
  const all = new Set(others.flatMap(flat));
  const first = new Set(others.slice(0, 1).flatMap(flat));
  const only = own.filter((fact) => !all.has(fact));
  const facts = only.length > 0 ? only : own.filter((fact) => !first.has(fact));
  return facts.slice(0, 3).join(", ");
}

function gone(kind: string, message: string): Found {
  return { kind: "gone", cause: `no longer: ${kind}`, message, way: null };
}

function wrongKind(word: string): Kind {
  if (word.startsWith("invariant ")) return "rule";
  return word === ANOTHER_END || word === NEVER ? "end" : "fault";
}

function causeOf(word: string): string {
  if (word === NEVER) return NEVER_ANY_MORE;
  return word === ANOTHER_END ? "it ends otherwise than its scenario says" : word.replace(/^invariant /, "");
}
