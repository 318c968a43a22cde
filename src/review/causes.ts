/** Differences by what causes them: a function with another name shows in a hundred runs, and is one cause. Worst first. */
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
}

export function causesOf(found: readonly Difference[]): Cause[] {
  const groups = new Map<string, Difference[]>();
  const names = new Map(found.flatMap(({ kind, cause }) => (kind === "calls" ? [...renamed(cause)] : [])));
  for (const each of found) {
    const key = keyOf(each, names);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const causes = [...groups.values()].map(causeOf);
  return causes.sort(
    (a, b) => RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind) || b.questions.length - a.questions.length,
  );
}

/** A recording that knows a function by its old name disagrees for that reason. */
function keyOf({ kind, cause }: Difference, names: ReadonlyMap<string, string>): string {
  const [from, to] =
    kind === "recording" ? ([...names].find((pair) => pair.some((name) => cause.includes(`${name}()`))) ?? []) : [];
  return from === undefined ? `${kind} ${cause}` : `calls ${from}() is called ${to}()`;
}

function causeOf(group: readonly Difference[]): Cause {
  const first = group.find(({ kind }) => kind === "calls") ?? (group[0] as Difference);
  const ways = group.flatMap(({ way, scenario, kernel, message }) =>
    way === null || scenario === null || kernel === null ? [] : [{ way, scenario, kernel, message }],
  );
  // Steps of the models as they are tell more than lines do.
  const rank = ({ fine, choices }: Way) => (fine ? 1e6 : 0) + choices.length;
  const [shortest] = ways.sort((a, b) => rank(a.way) - rank(b.way));
  const all = <K extends "scenario" | "kernel">(key: K) => [...new Set(group.flatMap((each) => each[key] ?? []))];
  return {
    kind: first.kind,
    cause: first.cause,
    message: shortest?.message ?? first.message,
    questions: group.map(({ question }) => question),
    scenarios: all("scenario"),
    kernels: all("kernel"),
    example: shortest ? { scenario: shortest.scenario, kernel: shortest.kernel, way: shortest.way } : null,
    damage: damageOf(group),
  };
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
