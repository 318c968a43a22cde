/** What was computed of a plan: content/plans/<id>.json, written by `npm run plans` and held to the models by test/knowledge/plans/. */
import * as v from "valibot";
import { line, readData } from "../data.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const facts = v.strictObject({
  /** Each guard that the era below has, and what goes wrong without it there and here: a verdict, "harmless", or "absent". */
  guards: v.array(v.strictObject({ guard: line, scenario: line, below: line, here: line })),
  /** Scenarios whose order is open: what both can come to. */
  ends: v.array(
    v.strictObject({
      scenario: line,
      verdict: line,
      below: count,
      here: count,
      /** As many were begun here, to come to them. */
      orders: count,
      only: v.array(v.strictObject({ in: line, told: v.record(v.string(), v.unknown()) })),
    }),
  ),
  /** Loads to isolate the page that has been longest in a balloon of so many pages. */
  loads: v.array(v.strictObject({ pages: count, below: count, here: count })),
  /** Words of its `struct page` that isolating it and putting it back touches. */
  words: v.strictObject({ below: v.array(line), here: v.array(line) }),
});

export type PlanFacts = v.InferOutput<typeof facts>;

export function readFacts(text: string, file: string): PlanFacts {
  return readData(facts, text, file);
}

/** Guards that something goes wrong without below, and nothing here: they are harmless to leave out, or the plan has no place for them. */
export function needless({ guards }: PlanFacts): PlanFacts["guards"] {
  return guards.filter(({ below, here }) => isNeeded(below) && !isNeeded(here));
}
/** The other way round. */
export function newlyNeeded({ guards }: PlanFacts): PlanFacts["guards"] {
  return guards.filter(({ below, here }) => !isNeeded(below) && isNeeded(here));
}
export const isNeeded = (verdict: string): boolean => verdict !== "harmless" && verdict !== "absent";

const SHOWN = 2;

/** Ends that only one of the two comes to, in a line: the first of them, and how many more. */
export function toldEnds(only: PlanFacts["ends"][number]["only"]): string {
  const values = (told: Readonly<Record<string, unknown>>) =>
    Object.entries(told).map(([path, value]) => `\`${path}\` ${JSON.stringify(value)}`);
  const shown = only.slice(0, SHOWN).map((each) => `${each.in}: ${values(each.told).join(", ")}`);
  return [...shown, ...(only.length > SHOWN ? [`and ${only.length - SHOWN} more`] : [])].join("; ");
}
