/** What the page asks of its worker, and what the worker says. */
import type { SeriesId } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import type { AnswerData } from "../../knowledge/series/answer.ts";
import type { Progress } from "../../knowledge/series/ask.ts";
import type { Depth } from "../../knowledge/series/look.ts";

export interface Job {
  series: SeriesId;
  /** The file of the scenario. */
  file: string;
  without: readonly GuardName[];
  depth: Depth;
  /** "verdict=ok"; none: what was before the series is good. */
  expect: readonly string[];
}

export type Reply =
  | { type: "progress"; progress: Progress }
  /** `links`: of each change, the player on the kernels before and after it. */
  | { type: "done"; answer: AnswerData; links: string[] }
  | { type: "failed"; message: string };

/** Milliseconds after which nobody waits any more; the terminal does. */
export const MAX_TIME = 120_000;
