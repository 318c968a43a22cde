/**
 * The strip of the first page: one page of memory through a run of a scenario in the three eras, lined up. A frame is a step that
 * changes one of the words shown, in at least one era; the values are those of the traces.
 */

import { ERAS } from "../../../models/index.ts";
import { isOneOf } from "../../../models/keys.ts";
import { page_to_pfn } from "../../../models/machine/page.ts";
import { lineUp } from "../../engine/compare/lineup.ts";
import { must } from "../../engine/must.ts";
import { execute } from "../../engine/run/execute.ts";
import type { TraceStep } from "../../engine/trace/trace.ts";
import { FIELDS, type Frame, type FrameOfEra, type Words } from "../../views/strip/frame.ts";
import { ballooned } from "./ballooned.ts";
import { slotsOf } from "./page_words.ts";
import { scenarioNamed } from "./scenarios.ts";

/** The machine of `ballooned` is the one that this sets up: what the words hold before the first step is read from there. */
export const SCENARIO = "migrate-one";

export function stripFrames(): Frame[] {
  const scenario = scenarioNamed(SCENARIO);
  const runs = ERAS.flatMap((era) => era.releases.slice(0, 1).map((release) => execute(scenario, era, release)));
  let last = ERAS.map((era): FrameOfEra => {
    const machine = ballooned(era);
    const texts = slotsOf(machine).flatMap(({ names, text }) => names.map((name): [string, string] => [name, text]));
    return { fn: null, words: Object.fromEntries(texts.filter(([name]) => isOneOf(FIELDS, name))) as Words };
  });
  const objects = ERAS.map((era) => `page ${page_to_pfn(ballooned(era).page)}`);
  const frames: Frame[] = [{ step: null, what: "The page is in the balloon, and nobody else has it", eras: last }];
  for (const { step, what, cells } of lineUp(runs).rows) {
    const eras = cells.map((cell, column) => after(cell, must(last[column], "such era").words, objects[column] ?? ""));
    const changes = eras.some(({ words }, column) =>
      FIELDS.some((field) => words[field] !== last[column]?.words[field]),
    );
    if (changes) frames.push({ step, what, eras });
    last = eras;
    // What is done to the free page later is another story.
    if (eras.every(({ words }) => words._refcount === "0")) break;
  }
  return frames;
}

function after(cell: TraceStep | null, before: Words, object: string): FrameOfEra {
  const words = { ...before };
  for (const write of cell?.writes ?? []) {
    const field = FIELDS.find((each) => each === write.field);
    if (write.object === object && field !== undefined) words[field] = write.after;
  }
  return { fn: cell === null ? null : (cell.stack.at(-1) ?? ""), words };
}
