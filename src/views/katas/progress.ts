/** Which katas the reader has passed, kept in this browser. What is stored there may be old, or somebody else's: it is read as a stranger's. */
import * as v from "valibot";

const KEY = "movable-eras:katas";
const MAX_LENGTH = 10_000;

const progress = v.record(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)), v.picklist(["tried", "passed"]));

export type Progress = v.InferOutput<typeof progress>;

/** Empty where nothing is stored, or nothing that can be used, or where nothing may be stored. */
export function readProgress(): Progress {
  try {
    const stored = localStorage.getItem(KEY) ?? "{}";
    if (stored.length > MAX_LENGTH) return {};
    const { success, output } = v.safeParse(progress, JSON.parse(stored));
    return success ? output : {};
  } catch {
    return {};
  }
}

/** Passed once is passed. */
export function keep(id: string, passed: boolean): void {
  const before = readProgress();
  if (before[id] === "passed") return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...before, [id]: passed ? "passed" : "tried" }));
  } catch {
    // Then it is not kept.
  }
}
