/** Asks every kernel of a series, which may take minutes: what the page asks of its worker. */
import type { SeriesId } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import type { Line } from "../../engine/away/table.ts";
import { loadScenario } from "../../engine/scenario/load.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { type AnswerData, asData } from "../../knowledge/series/answer.ts";
import { type Answer, ask, type Progress, whyNoAnswer } from "../../knowledge/series/ask.ts";
import { expectationOf } from "../../knowledge/series/expectation.ts";
import { playerLink } from "../../knowledge/series/link.ts";
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

interface Found {
  answer: AnswerData;
  /** Of each change, the player on the kernels before and after it. */
  links: string[];
}

export type Work = typeof WORK;

export const WORK = { bisect };

async function bisect({ series, file, without, depth, expect: texts }: Job, { tell }: Line<Progress>): Promise<Found> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`there is no ${file}`);
  const scenario = loadScenario(await response.text(), file);
  const expect = texts.length > 0 ? expectationOf(texts) : null;
  if (expect instanceof Error) throw expect;
  const answer = ask(series, { scenario, without, depth, expect }, tell);
  if (answer === null) throw new Error(whyNoAnswer(series, scenario));
  const [slip] = answer.unknown;
  if (slip) throw new Error(`no run has ${slip.path} in its end (${slip.known})`);
  const links = await Promise.all(answer.bisection.changes.map((at) => linkTo(scenario, answer, at, without)));
  return { answer: asData(answer), links };
}

/** In the order that goes wrong in one of the two, if every order was looked at: it is what became of it in the other that one wants to see. */
function linkTo(
  scenario: Scenario,
  { points, bisection }: Answer,
  at: number,
  without: Job["without"],
): Promise<string> {
  const choices = bisection.seen[at]?.choices ?? bisection.seen[at - 1]?.choices ?? null;
  const around = points.slice(at - 1, at + 1);
  return playerLink(scenario, around, { without: [...without], choices: choices && [...choices] });
}
