/** Reviews a change of the corpus, on a few scenarios. */

import { materialFromDisk } from "../../src/cli/review/material.ts";
import { review } from "../../src/cli/review/review.ts";
import { shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import type { Difference } from "../../src/review/difference.ts";
import type { Report } from "../../src/review/report.ts";
import { type Foretold, HARMFUL, HARMLESS, type Known } from "./change.ts";
import { asTold, isHarmless, isTold } from "./told.ts";

const ALL = materialFromDisk();
/** What every change is tried on. */
const ALWAYS = ["migrate-one", "isolate-and-put-back"];

/** To its end; of a change that does harm until all that is foretold of it is found, or where nothing is, any harm. */
export function tried({
  name,
  era,
  scenarios,
  before,
  after,
  kernel = null,
  answers,
  foretold = [],
}: Known): Promise<Report> {
  const harms = foretold.filter((each) => !isHarmless(each));
  const isToEnd = answers.includes("none") || harms.length < foretold.length;
  const found: Difference[] = [];
  const isDone = () => {
    if (isToEnd || found.length === 0) return false;
    if (harms.length === 0) return found.some(({ kind }) => HARMFUL.some((harm) => harm === kind));
    return harms.every((each) => isTold(each, found.map(asTold)));
  };
  const wanted = new Set([...ALWAYS, ...scenarios]);
  const missing = [...wanted].filter((id) => !shippedScenarios().includes(id));
  if (missing.length > 0) throw new Error(`${name}: there is no scenario ${missing.join(", ")}`);
  const material = {
    scenarios: ALL.scenarios.filter(({ id }) => wanted.has(id)),
    guards: ALL.guards.filter(({ eras }) =>
      Object.values(eras).some((cell) => "scenario" in cell && scenarios.includes(cell.scenario)),
    ),
    recordings: ALL.recordings,
  };
  return review(
    { sources: [name], subject: "", before, after, kernel },
    {
      material,
      eras: [era],
      checksTypes: false,
      jobs: 1,
      maxTime: 600_000,
      onFound: (difference) => found.push(difference),
      onProgress: () => !isDone(),
    },
  );
}

/** "right", or what is wrong with it. */
export type Judgement = "right" | "all-clear" | "alarm" | "otherwise";

/** Of what is foretold all must be told; where nothing is, the verdict is one of those that are right. */
export function judged(known: Known, { verdict, causes }: Report): { judgement: Judgement; missed: Foretold[] } {
  const { answers, foretold = [] } = known;
  const missed = foretold.filter((each) => !isTold(each, causes));
  const isClear = verdict.kind === "none" && !answers.includes("none");
  const isAlarm = ["fault", "rule", "failed", "end"].includes(verdict.kind) && answers === HARMLESS;
  const isRight = foretold.length > 0 ? missed.length === 0 : answers.includes(verdict.kind);
  const wrong = isClear ? "all-clear" : isAlarm ? "alarm" : "otherwise";
  return { judgement: isRight ? "right" : wrong, missed };
}
