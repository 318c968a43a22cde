/** A question as a reader puts it, and as the address of the page holds it, after the #. */

import * as v from "valibot";
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { linkIn } from "../../engine/links/fragment.ts";
import { type LinkProblem, problem } from "../../engine/links/problem.ts";
import { MAX_GUARDS } from "../../engine/scenario/limits.ts";
import { show } from "../../engine/scenario/show.ts";
import type { Depth } from "../../knowledge/series/look.ts";

export interface Asked {
  scenario: string;
  without: readonly GuardName[];
  depth: Depth;
  /** As it was typed: a line each. */
  expect: string;
}

export const DEPTHS: Readonly<Record<Depth, string>> = {
  end: "how the run ends",
  steps: "each step too, and the words that it changes",
  calls: "also the words that it reads, and the functions that it is in",
  orders: "every order of the steps: what can go wrong in any of them, and how they end",
};

/** Of what is typed into the expectation. */
export const MAX_EXPECT = 500;

/** Characters of a link: more than any question needs. */
const MAX_QUESTION = 4_000;
/** Parts of it that are told to be wrong. */
const MAX_TOLD = 8;

export const takesExpectation = (depth: Depth) => depth === "end" || depth === "orders";

export const linesOf = (expect: string) => expect.split("\n").flatMap((line) => line.trim() || []);

const guard = v.picklist(keysOf(GUARDS));
const guards = v.pipe(
  v.string(),
  v.maxLength(1000),
  v.transform((text) => [...new Set(text.split(","))]),
  v.maxLength(MAX_GUARDS),
  v.array(guard),
);

/** s and g are as in the other links of this site. */
export function hashOf({ scenario, without, depth, expect }: Asked): string {
  const parts = new URLSearchParams({ s: scenario });
  if (without.length > 0) parts.set("g", without.join(","));
  if (depth !== "end") parts.set("d", depth);
  if (expect !== "") parts.set("w", expect);
  return parts.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
}

/** What a stranger's link says is kept as far as it fits. `first`: what is shown otherwise. */
export function questionOf(
  hash: string,
  ids: readonly string[],
  first: Asked,
): { asked: Asked; problems: LinkProblem[] } {
  const parts = new URLSearchParams((linkIn(hash) ?? "").slice(0, MAX_QUESTION));
  const problems: LinkProblem[] = [];
  const { length } = linkIn(hash) ?? "";
  if (length > MAX_QUESTION) {
    const what = `a link of ${length} characters`;
    problems.push(problem(null, what, `at most ${MAX_QUESTION}`, "What is behind that is left out."));
  }
  const unknown = [...parts.keys()].filter((part) => !["s", "g", "d", "w"].includes(part));
  for (const part of unknown.slice(0, MAX_TOLD)) {
    problems.push(problem(null, `a part ${show(part)}`, "s, g, d or w", "It is left out."));
  }
  const read = <T>(part: string, form: v.GenericSchema<string, T>, otherwise: T, expected: string): T => {
    const text = parts.get(part);
    if (text === null) return otherwise;
    const result = v.safeParse(form, text);
    if (result.success) return result.output;
    problems.push(problem(null, `${part}=${show(text)}`, expected, "It is left out."));
    return otherwise;
  };
  const depths = keysOf(DEPTHS);
  const asked = {
    scenario: read("s", v.picklist(ids), first.scenario, "a scenario that the series can run"),
    without: read("g", guards, first.without, `at most ${MAX_GUARDS} guards with commas between`),
    depth: read("d", v.picklist(depths), first.depth, `one of ${depths.join(", ")}`),
    expect: read("w", v.pipe(v.string(), v.maxLength(MAX_EXPECT)), first.expect, `at most ${MAX_EXPECT} characters`),
  };
  return { asked, problems };
}
