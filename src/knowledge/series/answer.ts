/** An answer as plain data: what `--json` prints, and what a worker tells its page. */

import type { SeriesId } from "../../../models/era.ts";
import { must } from "../../engine/must.ts";
import type { Answer } from "./ask.ts";
import type { Difference } from "./look.ts";
import type { Point } from "./points.ts";

type Patches = Point["patches"];

export interface AnswerData {
  series: SeriesId;
  kernels: { kernel: string; patches: Patches; verdict: string; asBefore: boolean; expected?: boolean }[];
  skipped: Answer["skipped"];
  /** Kernels in the order in which halving asked for them. */
  asked: string[];
  found: string | null;
  changes: ({ kernel: string; patches: Patches } & Difference)[];
}

export function asData({ series, points, skipped, bisection, differences, expect }: Answer): AnswerData {
  const { asked, found, changes, seen } = bisection;
  const pointAt = (at: number) => must(points[at], "such point");
  const [first] = seen;
  return {
    series,
    kernels: seen.map(({ verdict, key, expected }, at) => ({
      kernel: pointAt(at).name,
      patches: pointAt(at).patches,
      verdict,
      asBefore: key === first?.key,
      ...(expect !== null && { expected }),
    })),
    skipped,
    asked: asked.map((at) => pointAt(at).name),
    found: found === null ? null : pointAt(found).name,
    changes: differences.map((difference, index) => {
      const { name, patches } = pointAt(must(changes[index], "such change"));
      return { kernel: name, patches, ...difference };
    }),
  };
}

/** On how many kernels an expectation was met, in words. */
export function expectedOn({ kernels }: Pick<AnswerData, "kernels">): string {
  const where = kernels.filter(({ expected }) => expected).length;
  if (where === 0) return "What was asked for is so on none of them.";
  return `What was asked for is so on ${where} of ${kernels.length} kernels.`;
}
