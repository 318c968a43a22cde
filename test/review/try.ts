/** Reviews a change of the corpus, on a few scenarios. */

import { materialFromDisk } from "../../src/cli/review/material.ts";
import { review } from "../../src/cli/review/review.ts";
import { shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import type { Report } from "../../src/review/report.ts";
import { HARMFUL, type Known } from "./change.ts";

const ALL = materialFromDisk();
/** What every change is tried on. */
const ALWAYS = ["migrate-one", "isolate-and-put-back"];

/** To its end; of a change that does harm until that is found, since some never come back from the step that does it. */
export function tried({ name, era, scenarios, before, after, answers }: Known): Promise<Report> {
  const isHarmless = answers.includes("none");
  let isFound = false;
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
    { sources: [name], subject: "", before, after },
    {
      material,
      eras: [era],
      checksTypes: false,
      jobs: 1,
      maxTime: 600_000,
      onWorse: ({ kind }) => {
        isFound ||= !isHarmless && HARMFUL.some((harm) => harm === kind);
      },
      onProgress: () => !isFound,
    },
  );
}

/** Nothing was found where there is harm. */
export const isAllClear = ({ answers }: Known, { verdict }: Report) =>
  verdict.kind === "none" && !answers.includes("none");
/** Harm was found where there is none. */
export const isFalseAlarm = ({ answers }: Known, { verdict }: Report) =>
  ["fault", "rule", "failed", "end"].includes(verdict.kind) && !answers.includes(verdict.kind);
