/** content/timeline.yaml: what happened when, in order. */

import * as v from "valibot";
import text from "../../../content/timeline.yaml?raw";
import { ERA_IDS } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { slugOf } from "../../engine/links/slug.ts";
import { line, readData, sources } from "../../knowledge/data.ts";

export const KINDS = {
  kernel: "a release of the kernel",
  change: "a change that landed",
  series: "a series of patches",
  mail: "a mail",
  bug: "a bug, or its fix",
} as const;
export const GRADES = {
  id: "the commit id was seen together with its title",
  text: "the patch or the mail was read",
  source: "the code was read in a released kernel",
  recalled: "the month is from memory",
} as const;

/** Of what happened, also where only the month is a guess. */
export const EVENT_GRADES = { ...GRADES, inferred: "the month follows from the releases around it" } as const;

const events = v.array(
  v.strictObject({
    date: v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/, "a month such as 2016-04")),
    kind: v.picklist(keysOf(KINDS)),
    title: line,
    grade: v.picklist(keysOf(EVENT_GRADES)),
    era: v.optional(v.picklist(ERA_IDS)),
    text: line,
    sources,
  }),
);

export type TimelineEvent = v.InferOutput<typeof events>[number];

export function timeline(): TimelineEvent[] {
  const all = readData(events, text, "content/timeline.yaml");
  const late = all.find(({ date }, index) => date < (all[index - 1]?.date ?? ""));
  if (late) throw new Error(`content/timeline.yaml: "${late.title}" stands after something later`);
  return all;
}

/** Where it stands on the page. */
export function idOf({ date, title }: TimelineEvent): string {
  return slugOf(`${date} ${title}`);
}

/** Years since the start of 2012, with months as fractions. */
export function yearsSince2012(date: string): number {
  const [year = 0, month = 1] = date.split("-").map(Number);
  return year - 2012 + (month - 0.5) / 12;
}
