/**
 * From a link to what can be shown today. Links outlive the models that they were made with: what has gone is named, and
 * the nearest thing is offered – the same scenario, and the same choices as far as they still run.
 */
import type { Era, Release } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { Fault } from "../../../models/machine/fault.ts";
import { CannotRun } from "../run/cannot_run.ts";
import { bootMachine, createActors } from "../run/prepare.ts";
import { runnable } from "../scenario/runnable.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Link } from "./link.ts";
import { type LinkProblem, problem } from "./problem.ts";

type Kernel = { era: Era; release: Release };

interface Adapted extends Pick<Link, "panel" | "inView" | "searched"> {
  kernels: string[];
  without: GuardName[];
  invariants: boolean;
  choices: number[] | null;
  step: number;
  problems: LinkProblem[];
}

/** `version`: of the models and the scenario as they are now. */
export function adapt(link: Link, scenario: Scenario, version: string): Adapted {
  const problems: LinkProblem[] = [];
  if (link.version !== null && !version.startsWith(link.version)) {
    const [models] = version.split("-");
    const what = link.version.split("-")[0] === models ? "an earlier or later text of the scenario" : "other models";
    const action = "What you see is as near as it gets: steps and words may differ from what was meant.";
    problems.push(problem("v", `the link was made with ${what} (${link.version})`, version, action));
  }
  const kernels = kernelsOf(link, scenario, problems);
  const choices = choicesOf(link, scenario, kernels, problems);
  const names = kernels.map(nameOf);
  const { without, invariants = true, step, panel, searched } = link;
  const inView = inViewOf(link, scenario, names, problems);
  return {
    ...{ kernels: names, without, invariants, choices, step, problems },
    ...(panel && { panel }),
    ...(inView !== null && { inView }),
    ...(searched && { searched }),
  };
}

function kernelsOf(link: Link, scenario: Scenario, problems: LinkProblem[]): Kernel[] {
  const wanted = link.kernels.flatMap((name) => runHere("e", name, scenario, problems) ?? []);
  const { eras, skipped } = runnable(scenario, wanted);
  for (const reason of skipped) {
    problems.push(problem("e", reason, "kernels that the scenario can run on", "It is left out."));
  }
  return eras.length > 0 ? eras : runnable(scenario).eras;
}

/** Every name of a link is known by now; undefined: it is a plan's, and this is a browser. */
function runHere(part: "e" | "k", name: string, { id }: Scenario, problems: LinkProblem[]): Kernel | undefined {
  const found = findEra(name);
  if (found === undefined) {
    const action = `It is left out. In a terminal: npm run -s eras -- run ${id} --era ${name}`;
    problems.push(problem(part, `${name}, a plan that was never built`, "kernels that a page can run", action));
  }
  return found;
}

function nameOf({ era, release }: Kernel): string {
  return release === era.releases[0] ? era.id : `${era.id}@${release.id}`;
}

/** By the name that it has among the others; null: the first. */
function inViewOf(
  { inView }: Link,
  scenario: Scenario,
  names: readonly string[],
  problems: LinkProblem[],
): string | null {
  const found = inView === undefined ? undefined : runHere("k", inView, scenario, problems);
  if (found === undefined) return null;
  const name = nameOf(found);
  if (names.includes(name)) return name;
  problems.push(problem("k", `${name}, which is not shown`, names.join(", "), "The first of them is shown."));
  return null;
}

/** The kernels part at different steps, so each is asked; the one that follows the choices longest decides. */
function choicesOf(
  { choices, without }: Link,
  scenario: Scenario,
  kernels: readonly Kernel[],
  problems: LinkProblem[],
): number[] | null {
  if (choices === null) return null;
  const reached = Math.max(0, ...kernels.map((kernel) => followed(scenario, kernel, without, choices)));
  if (reached === choices.length) return choices;
  const found = `choice ${reached + 1} of ${choices.length} is actor ${choices[reached]}, who is done, has to wait, or is not there`;
  const action = `The first ${reached} choices are kept; then each actor runs in turn.`;
  problems.push(problem("c", found, "actors that can go on", action));
  return choices.slice(0, reached);
}

/** How many of the choices can be made. Those after the end of a run, however it ends, do no harm. */
export function followed(
  scenario: Scenario,
  { era, release }: Kernel,
  without: readonly GuardName[],
  choices: readonly number[],
): number {
  try {
    const left = [...new Set([...scenario.without, ...without])];
    const { scheduler } = createActors(scenario, bootMachine(scenario, era, release, left))();
    for (const [at, choice] of choices.entries()) {
      if (scheduler.finished) break;
      const actor = scheduler.actors[choice];
      if (!actor?.ready) return at;
      scheduler.run(actor);
    }
  } catch (error) {
    // A step or the set-up faults: the run says so itself.
    if (!(error instanceof Fault || error instanceof CannotRun)) throw error;
  }
  return choices.length;
}
