/**
 * Runs a scenario on one kernel after the other, away from the page: what strangers wrote may take long, or never end, and then the page
 * ends the worker.
 */
import { findEra } from "../../../models/index.ts";
import { adapt } from "../../engine/links/adapt.ts";
import { CannotRun } from "../../engine/run/cannot_run.ts";
import { execute } from "../../engine/run/execute.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import { tell } from "../../engine/verdicts/tell.ts";
import { MAX_PAGES } from "../away/limits.ts";
import type { Job, Outcome } from "./job.ts";

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  for (const kernel of data.kernels) postMessage(run(data, kernel));
});

function run({ scenario, link }: Job, kernel: string): Outcome {
  const found = findEra(kernel);
  if (!found) return { kernel, ran: false, why: "there is no such kernel here" };
  const reason = whyNot(scenario, found);
  if (reason !== null) return { kernel, ran: false, why: reason };
  const { pages = 0 } = scenario.machine;
  if (pages > MAX_PAGES) {
    return {
      kernel,
      ran: false,
      why: `${pages} pages are too many for a browser, which takes ${MAX_PAGES}; the terminal takes them`,
    };
  }
  const start = performance.now();
  try {
    const { choices } = adapt({ ...link, kernels: [kernel] }, scenario, "");
    const options = { without: link.without, ...(choices && { choices }) };
    const trace = execute(scenario, found.era, found.release, options);
    const { verdict, steps } = trace;
    return {
      kernel,
      ran: true,
      verdict,
      told: tell(trace),
      steps: steps.length,
      milliseconds: performance.now() - start,
    };
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    const { place, message } = error;
    return { kernel, ran: false, why: place ? `line ${place.line}, column ${place.column}: ${message}` : message };
  }
}
