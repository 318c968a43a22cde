/** What the strip of the first page shows of one moment of the run. */
import type { StepName } from "../../../models/steps.ts";

export const FIELDS = ["mapping", "flags", "page_type", "private", "_refcount"] as const;
export type Words = Record<(typeof FIELDS)[number], string>;

export interface FrameOfEra {
  /** The kernel function that runs; null where the era takes no such step here. */
  fn: string | null;
  words: Words;
}
export interface Frame {
  /** Null: before the first step. */
  step: StepName | null;
  what: string;
  /** In the order of ERAS. */
  eras: FrameOfEra[];
}
