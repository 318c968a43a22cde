/** What is done away from the page with what readers and strangers wrote, which may take long, or never end. */

import { open, type Selection } from "../../engine/compare/session.ts";
import type { Link } from "../../engine/links/link.ts";
import { select } from "../../engine/links/open.ts";
import { bareIn } from "../../engine/races/bare.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { movesFrom } from "../../engine/walk/moves.ts";
import { guardsPassed } from "../../engine/walk/passed.ts";
import { type Race, walk } from "../../engine/walk/walk.ts";
import { check } from "./check.ts";
import { fitting } from "./fitting.ts";
import { run } from "./outcomes.ts";

export const WORK = {
  check: ({ text, name }: { text: string; name: string }) => check(text, name),
  select: ({ link, scenario }: { link: Link; scenario: Scenario }) => select(link, fitting(scenario)),
  open: (selection: Selection) => open({ ...selection, scenario: fitting(selection.scenario) }),
  race({ race, choices }: { race: Race; choices: readonly number[] }) {
    const here = walk({ ...race, scenario: fitting(race.scenario) }, choices);
    return { here, moves: movesFrom(here) };
  },
  bare: ({ race, choices }: { race: Race; choices: readonly number[] }) =>
    bareIn({ ...race, scenario: fitting(race.scenario) }, choices),
  guards: (race: Race) => guardsPassed({ ...race, scenario: fitting(race.scenario) }),
  run,
};
