/** What is done away from the page: by name, the question and its answer. All of it is data, so that it can be posted. */
import type { GuardName } from "../../../models/guards.ts";
import { open, type Selection, type Session } from "../../engine/compare/session.ts";
import type { Link } from "../../engine/links/link.ts";
import { type Opened, select } from "../../engine/links/open.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { type Move, movesFrom } from "../../engine/walk/moves.ts";
import { guardsPassed } from "../../engine/walk/passed.ts";
import { type Race, type Walk, walk } from "../../engine/walk/walk.ts";
import { type Checked, check } from "../workshop/check.ts";
import { MAX_PAGES } from "./limits.ts";

export interface Work {
  check: { asks: { text: string; name: string }; answers: Checked };
  select: { asks: { link: Link; scenario: Scenario }; answers: Opened };
  open: { asks: Selection; answers: Session };
  race: { asks: { race: Race; choices: readonly number[] }; answers: { here: Walk; moves: Move[] } };
  guards: { asks: Race; answers: GuardName[] };
}
export type What = keyof Work;

export const WORK: { [W in What]: (asks: Work[W]["asks"]) => Work[W]["answers"] } = {
  check: ({ text, name }) => check(text, name),
  select: ({ link, scenario }) => select(link, fitting(scenario)),
  open: (selection) => open({ ...selection, scenario: fitting(selection.scenario) }),
  race: ({ race, choices }) => {
    const here = walk({ ...race, scenario: fitting(race.scenario) }, choices);
    return { here, moves: movesFrom(here) };
  },
  guards: (race) => guardsPassed({ ...race, scenario: fitting(race.scenario) }),
};

function fitting(scenario: Scenario): Scenario {
  const { pages = 0 } = scenario.machine;
  if (pages <= MAX_PAGES) return scenario;
  throw new RangeError(`${pages} pages are too many for a browser, which takes ${MAX_PAGES}; the terminal takes them`);
}
