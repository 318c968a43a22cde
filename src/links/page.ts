/** A page's own address: what it selects, and how it follows what the reader does. */
import { open, type Selection } from "../player/session.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { adapt } from "./adapt.ts";
import { decode, isLink } from "./decode.ts";
import { encode } from "./encode.ts";
import type { Link } from "./link.ts";
import { type LinkProblem, problem } from "./problem.ts";
import { versionOf } from "./version.ts";

export interface Opened {
  selection: Selection;
  problems: LinkProblem[];
}

/** What the link selects of a scenario, as near as today's models come to it. Runs the scenario. */
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

/** For the page of one scenario. Null where its address holds no link: then it shows what it always does. */
export async function readHash(scenario: Scenario): Promise<Opened | null> {
  if (!isLink(location.hash)) return null;
  const { link, problems } = await decode(location.hash);
  const opened = select(link, scenario);
  const other = link.scenario !== null && !("id" in link.scenario && link.scenario.id === scenario.id);
  const wrong = other ? [problem(null, "a link to another scenario", scenario.id, "Open it in the workshop.")] : [];
  return { selection: opened.selection, problems: [...problems, ...wrong, ...opened.problems] };
}

/** The address follows the selection; going back leads to the page before, not through every step. */
export async function writeHash(selection: Selection): Promise<void> {
  const number = ++written;
  const hash = await hashOf(selection);
  if (number === written) history.replaceState(history.state, "", `#${hash}`);
}
let written = 0;

/** The whole address of a selection, for others. `text`: of a scenario that was edited. Throws TooLong. */
export async function linkTo(selection: Selection, text?: string): Promise<string> {
  return new URL(`#${await hashOf(selection, text)}`, location.href).href;
}

function hashOf(selection: Selection, text?: string): Promise<string> {
  const { scenario, kernels, without, choices, step } = selection;
  return encode({
    version: versionOf(scenario),
    scenario: text === undefined ? { id: scenario.id } : { text },
    kernels: [...kernels],
    without: [...without],
    choices: choices === null ? null : [...choices],
    step,
  });
}
