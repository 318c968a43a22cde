/** What a link selects of a scenario, as near as today's models come to it. */
import { open, type Selection } from "../player/session.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { adapt } from "./adapt.ts";
import { decode } from "./decode.ts";
import type { Link } from "./link.ts";
import { type LinkProblem, problem } from "./problem.ts";
import { versionOf } from "./version.ts";

interface Opened {
  selection: Selection;
  problems: LinkProblem[];
}

/** Runs the scenario. */
export function select(link: Link, scenario: Scenario): Opened {
  const { problems, ...selected } = adapt(link, scenario, versionOf(scenario));
  const selection = { scenario, ...selected };
  const { rows } = open(selection);
  if (link.step <= rows.length) return { selection, problems };
  const late = problem(
    "p",
    `step ${link.step}`,
    `at most ${rows.length}: the run has no more`,
    "The last one is shown.",
  );
  return { selection: { ...selection, step: rows.length }, problems: [...problems, late] };
}

/** For the page of one scenario: a link to another one belongs to another page. */
export async function openLink(hash: string, scenario: Scenario): Promise<Opened> {
  const { link, problems } = await decode(hash);
  const opened = select(link, scenario);
  if (link.scenario !== null && !("id" in link.scenario && link.scenario.id === scenario.id)) {
    const part = "id" in link.scenario ? "s" : "x";
    problems.push(problem(part, "it is another scenario", scenario.id, "Open the link in the workshop."));
  }
  return { selection: opened.selection, problems: [...problems, ...opened.problems] };
}
