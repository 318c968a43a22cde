/** Runs a scenario on one kernel after the other: what the workshop asks of its worker. */
import { findEra } from "../../../models/index.ts";
import { told } from "../../engine/away/messages.ts";
import type { Line } from "../../engine/away/table.ts";
import { adapt } from "../../engine/links/adapt.ts";
import type { Link } from "../../engine/links/link.ts";
import { CannotRun } from "../../engine/run/cannot_run.ts";
import { execute } from "../../engine/run/execute.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { Verdict } from "../../engine/trace/trace.ts";
import { tell as tellEnd } from "../../engine/verdicts/tell.ts";
import { fitting } from "./fitting.ts";

export interface Job {
  scenario: Scenario;
  /** "mops", "mops@6.1". */
  kernels: readonly string[];
  /** Guards and choices are as they are in it, as far as that is possible. */
  link: Link;
}

export type Outcome =
  | { kernel: string; ran: true; verdict: Verdict; told: string; steps: number; milliseconds: number }
  | { kernel: string; ran: false; why: string };

/** One for each kernel, in the order of the job. Tells after each of them those that there are. */
export function run(job: Job, { tell }: Line<Outcome[]>): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const kernel of job.kernels) {
    outcomes.push(outcomeOn(kernel, job));
    tell(outcomes);
  }
  return outcomes;
}

function outcomeOn(kernel: string, { scenario, link }: Job): Outcome {
  const found = findEra(kernel);
  if (!found) return { kernel, ran: false, why: "there is no such kernel here" };
  const reason = whyNot(scenario, found);
  if (reason !== null) return { kernel, ran: false, why: reason };
  const start = performance.now();
  try {
    const { choices } = adapt({ ...link, kernels: [kernel] }, fitting(scenario), "");
    const options = { without: link.without, ...(choices && { choices }) };
    const trace = execute(scenario, found.era, found.release, options);
    const { verdict, steps } = trace;
    return {
      kernel,
      ran: true,
      verdict,
      told: tellEnd(trace),
      steps: steps.length,
      milliseconds: performance.now() - start,
    };
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    return { kernel, ran: false, why: told({ message: error.message, place: error.place, choices: null }) };
  }
}
