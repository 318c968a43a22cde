/** What the workshop asks of its worker, and what the worker says. */
import type { Link } from "../../engine/links/link.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { Verdict } from "../../engine/trace/trace.ts";

export interface Job {
  scenario: Scenario;
  /** "mops", "mops@6.1". */
  kernels: readonly string[];
  /** Guards and choices are as they are in it, as far as that is possible. */
  link: Link;
}

/** One for each kernel, in the order of the job. */
export type Outcome =
  | { kernel: string; ran: true; verdict: Verdict; told: string; steps: number; milliseconds: number }
  | { kernel: string; ran: false; why: string };
