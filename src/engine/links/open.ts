/** What a link selects of a scenario, as near as today's models come to it. */
import { open, type Selection, type Session } from "../compare/session.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { adapt } from "./adapt.ts";
import { decode } from "./decode.ts";
import type { Link } from "./link.ts";
import { crowded, onItsMemory } from "./on_its_memory.ts";
import { type LinkProblem, problem } from "./problem.ts";
import { versionOf } from "./version.ts";

export interface Opened {
  selection: Selection;
  /** Its runs. */
  session: Session;
  problems: LinkProblem[];
}

/** Runs the scenario. */
export function select(link: Link, shown: Scenario): Opened {
  const scenario = onItsMemory(link, shown);
  const { problems, ...selected } = adapt(link, scenario, versionOf(scenario));
  const selection = { scenario, ...selected };
  const session = open(selection);
  const { rows } = session;
  if (link.step <= rows.length) return { selection, session, problems };
  const late = problem(
    "p",
    `step ${link.step}`,
    `at most ${rows.length}: the run has no more`,
    "The last one is shown.",
  );
  return { selection: { ...selection, step: rows.length }, session, problems: [...problems, late] };
}

/** For the page of one scenario: a link to another one belongs to another page. `selected`: what `select` says, here or away from the page. */
export async function openLink(
  hash: string,
  scenario: Scenario,
  selected: (link: Link) => Opened | Promise<Opened>,
): Promise<Opened> {
  const { link, problems } = await decode(hash);
  const { selection, session, problems: more } = await selected(link);
  if (link.scenario !== null && !("id" in link.scenario && link.scenario.id === scenario.id)) {
    const part = "id" in link.scenario ? "s" : "x";
    problems.push(problem(part, "it is another scenario", scenario.id, "Open the link in the workshop."));
  }
  return {
    selection: { ...selection, scenario: onItsMemory(link, scenario) },
    session,
    problems: [...problems, ...crowded(link, scenario), ...more],
  };
}
