/** Differences by what causes them: a function with another name shows in a hundred runs, and is one cause. Worst first. */
import { must } from "../engine/must.ts";
import { type Why, whyTheyMeet } from "./accesses.ts";
import { type Difference, type Kind, RANKS, type Way } from "./difference.ts";
import { renamed } from "./renames.ts";

export interface Cause {
  kind: Kind;
  cause: string;
  /** Of the example. */
  message: string;
  /** Questions whose answers differ for it. */
  questions: string[];
  scenarios: string[];
  kernels: string[];
  /** With the fewest steps. */
  example: { scenario: string; kernel: string; way: Way } | null;
  damage: NonNullable<Difference["damage"]> | null;
  /** Where it shows in several ways: each, and in how many questions. What shows most comes first. */
  parts: { kind: Kind; cause: string; questions: number }[];
}

/** The same for the same differences, in whichever order they were found: threads don't finish in any. */
export function causesOf(found: readonly Difference[]): Cause[] {
  const groups = new Map<string, { why: Why | null; group: Difference[] }>();
  const names = new Map(found.flatMap(({ kind, cause }) => (kind === "calls" ? [...renamed(cause)] : [])));
  const whyOf = whyTheyMeet(found);
  for (const each of found.toSorted(compared((a) => [a.question, a.kind, a.cause, a.message]))) {
    const why = whyOf(each);
    const key = why === null ? keyOf(each, names) : `meet ${why.name}`;
    const known = groups.get(key) ?? { why, group: [] };
    known.group.push(each);
    groups.set(key, known);
  }
  const causes = [...groups.values()].map(({ why, group }) => causeOf(group, why));
  return causes.sort(
    compared(({ kind, cause, questions }) => [RANKS.indexOf(kind), -questions.length, cause] as const),
  );
}

function compared<T>(keys: (of: T) => readonly (string | number)[]): (a: T, b: T) => number {
  return (a, b) => {
    const [one, other] = [keys(a), keys(b)];
    const at = one.findIndex((key, index) => key !== other[index]);
    return at < 0 ? 0 : (one[at] as string) < (other[at] as string) ? -1 : 1;
  };
}

/** A recording that knows a function by its old name disagrees for that reason. */
function keyOf({ kind, cause }: Difference, names: ReadonlyMap<string, string>): string {
  const [from, to] =
    kind === "recording" ? ([...names].find((pair) => pair.some((name) => cause.includes(`${name}()`))) ?? []) : [];
  return from === undefined ? `${kind} ${cause}` : `calls ${from}() is called ${to}()`;
}

function causeOf(group: readonly Difference[], why: Why | null): Cause {
  const worst = RANKS.find((kind) => group.some((each) => each.kind === kind));
  const own = group.filter(({ kind }) => kind === worst);
  const first = group.find(({ kind }) => kind === "calls") ?? must(own[0], "difference of its own");
  const ways = (own.some(({ way }) => way !== null) ? own : group).flatMap(({ way, scenario, kernel, message }) =>
    way === null || scenario === null || kernel === null ? [] : [{ way, scenario, kernel, message }],
  );
  // Steps of the models as they are tell more than lines do.
  const rank = ({ fine, choices }: Way) => (fine ? 1e6 : 0) + choices.length;
  const [shortest] = ways.sort((a, b) => rank(a.way) - rank(b.way));
  const all = <K extends "scenario" | "kernel">(key: K) => [...new Set(group.flatMap((each) => each[key] ?? []))];
  const parts = partsOf(group);
  return {
    kind: first.kind,
    cause: parts.length > 1 && why !== null ? why.sentence(first.kind !== "locks") : first.cause,
    message: shortest?.message ?? first.message,
    questions: [...new Set(group.map(({ question }) => question))],
    scenarios: all("scenario"),
    kernels: all("kernel"),
    example: shortest ? { scenario: shortest.scenario, kernel: shortest.kernel, way: shortest.way } : null,
    damage: damageOf(group),
    parts: parts.length > 1 ? parts : [],
  };
}

function partsOf(group: readonly Difference[]): Cause["parts"] {
  const parts = new Map<string, { kind: Kind; cause: string; asked: Set<string> }>();
  for (const { kind, cause, question } of group) {
    const part = parts.get(`${kind} ${cause}`) ?? { kind, cause, asked: new Set() };
    part.asked.add(question);
    parts.set(`${kind} ${cause}`, part);
  }
  const counted = [...parts.values()].map(({ asked, ...part }) => ({ ...part, questions: asked.size }));
  return counted.sort(compared(({ kind, cause, questions }) => [-questions, RANKS.indexOf(kind), cause]));
}

function damageOf(group: readonly Difference[]): Cause["damage"] {
  const all = group.flatMap(({ damage }) => damage ?? []);
  if (all.length === 0) return null;
  return {
    kinds: [...new Set(all.flatMap(({ kinds }) => kinds))],
    executions: all.reduce((sum, { executions }) => sum + executions, 0),
    bound: all.find(({ bound }) => bound !== null)?.bound ?? null,
  };
}
