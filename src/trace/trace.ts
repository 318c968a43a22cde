/**
 * A run as data: the only thing that views consume. `npm run -s eras -- run ID --json` prints it; content/trace.schema.json
 * describes it. The same model version, era, scenario and choices give the same trace, on every machine.
 */
import type { FaultKind } from "../../models/machine/fault.ts";
import type { StepName } from "../../models/steps.ts";
import type { Mismatch } from "../run/expect.ts";
import type { Observation } from "../run/observe.ts";

export const TRACE_FORMAT = "movable-eras/trace";
/** Raised when a reader of the old form would misread the new one. */
export const TRACE_VERSION = 1;

export interface Trace {
  format: typeof TRACE_FORMAT;
  version: typeof TRACE_VERSION;
  scenario: { id: string; title: string };
  era: string;
  kernel: { release: string; source: string };
  /** Guards that were left out. */
  without: string[];
  actors: string[];
  steps: TraceStep[];
  verdict: Verdict;
  /** The machine in the end. */
  end: Observation;
}

export interface TraceStep {
  /** From 0. */
  n: number;
  actor: string;
  step: StepName;
  /** Kernel functions, outermost first, at the start of the step. */
  stack: string[];
  /** Kernel functions entered and left during the step, in order. */
  calls: TraceCall[];
  /** Words that were loaded, and not changed, each once. */
  reads: string[];
  /** Words that have another value after the step. */
  writes: TraceWrite[];
  /** Kernel log lines of the step. */
  log: string[];
  /** The lock that the actor found taken at the end of the step, and waits for. */
  waits?: string;
}

export interface TraceCall {
  enter?: string;
  leave?: string;
  /** Frames among the arguments, in order. */
  pages?: number[];
  /** What it returned, where that is a number, a boolean or a page. */
  result?: number | boolean | null;
}

export interface TraceWrite {
  /** "page 3". */
  object: string;
  /** "mapping"; "on list" where the change is one of many words: `before` and `after` name the lists. */
  field: string;
  before: string;
  after: string;
  /** Of a flags word: "+PG_locked". */
  change?: string;
  /** True for words that tell a reader nothing: list links, stack pointers. */
  bookkeeping?: true;
}

export interface Verdict {
  kind: "ok" | "expectation" | FaultKind;
  /** One sentence; empty when all is well. */
  message: string;
  /** Only of `expectation`. */
  mismatches?: Mismatch[];
}
