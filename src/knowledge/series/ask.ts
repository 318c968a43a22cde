/** A question about a scenario, put to every kernel of a series. */

import type { SeriesId } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import { Stopped } from "../../engine/run/limit.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { type Bisection, bisect } from "./bisect.ts";
import { namesBeside } from "./expectation.ts";
import { type Difference, differenceBetween, type Look, lookAt, type Question } from "./look.ts";
import { type Point, pointsOf } from "./points.ts";

export interface Answer {
  series: SeriesId;
  points: Point[];
  /** Kernels of the series that cannot run the scenario, and why. */
  skipped: { name: string; why: string }[];
  bisection: Bisection<Look>;
  /** One for each of `bisection.changes`. */
  differences: Difference[];
  expect: Question["expect"];
  /** What was expected of something that no run has in its end, most likely by a slip of the pen, and what there is. */
  unknown: { path: string; known: string }[];
}

/** How far it is: the kernel that is looked at now, and how many there are. */
export interface Progress {
  kernel: string;
  done: number;
  all: number;
}

/** Why there is no answer, in one sentence. */
export function whyNoAnswer(series: SeriesId, scenario: Scenario): string {
  const [first, ...others] = pointsOf(series).flatMap((point) => {
    const why = whyNot(scenario, point);
    return why === null ? [] : [`${point.name}: ${why}`];
  });
  return `no two kernels of the series of ${series} can run it (${first}; and ${others.length} more)`;
}

/** Where the look is stopped, those before it are all that is known. */
function lookOrTell(question: Question, point: Point, before: readonly Look[]): Look {
  try {
    return lookAt(question, point);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const known = before.map(({ point, verdict }) => `\n  ${point}: ${verdict}`);
    throw new Stopped(error.why, `${point.name}: ${error.message}. Known by then:${known.join("") || " nothing"}`);
  }
}

/** Null: fewer than two of the kernels can run the scenario. */
export function ask(
  series: SeriesId,
  question: Question,
  tell: (progress: Progress) => void = () => {},
): Answer | null {
  const all = pointsOf(series).map((point) => ({ point, why: whyNot(question.scenario, point) }));
  const points = all.filter(({ why }) => why === null).map(({ point }) => point);
  const skipped = all.flatMap(({ point: { name }, why }) => (why === null ? [] : [{ name, why }]));
  if (points.length < 2) return null;
  const looks: Look[] = [];
  const bisection = bisect(
    points.length,
    (index) => {
      const point = must(points[index], "such point");
      tell({ kernel: point.name, done: looks.length, all: points.length });
      const look = lookOrTell(question, point, looks);
      looks.push(look);
      return look;
    },
    (a, b) => a.key === b.key,
  );
  const differences = bisection.changes.map((at) =>
    differenceBetween(
      must(bisection.seen[at - 1], "such kernel"),
      must(bisection.seen[at], "such kernel"),
      question.depth,
    ),
  );
  const [first, ...others] = bisection.seen;
  const unknown = (first?.unknown ?? [])
    .filter((path) => others.every((look) => look.unknown.includes(path)))
    .map((path) => ({ path, known: namesBeside(path, { verdict: "", ...first?.trace.end }) }));
  return { series, points, skipped, bisection, differences, expect: question.expect, unknown };
}
