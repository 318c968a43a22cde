/** Which katas the reader has passed, kept in this browser. */
import * as v from "valibot";
import { id, readKept, writeKept } from "../kept/kept.ts";

const KEY = "movable-eras:katas";

const progress = v.record(id, v.picklist(["tried", "passed"]));

export type Progress = v.InferOutput<typeof progress>;

export function readProgress(): Progress {
  return readKept(KEY, progress);
}

/** Passed once is passed. */
export function keep(kata: string, passed: boolean): void {
  const before = readProgress();
  if (before[kata] === "passed") return;
  writeKept(KEY, { ...before, [kata]: passed ? "passed" : "tried" });
}
