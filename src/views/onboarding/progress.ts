/**
 * Which checks were passed, kept in this browser and in files. Both may come from anybody: what is there is read as a stranger's, it is bounded, and
 * what cannot be read is told and never overwritten before the reader passes a check.
 */
import * as v from "valibot";

const KEY = "movable-eras:onboarding:1";
export const MAX_BYTES = 20_000;

/** "isolate/2": the third check of the station. */
const passed = v.pipe(v.string(), v.regex(/^[a-z][a-z-]{0,39}\/\d$/));
/** There are far fewer. */
const MOST = 500;
const form = v.object({ version: v.literal(1), passed: v.pipe(v.array(passed), v.maxLength(MOST)) });

export type Passed = ReadonlySet<string>;
export interface Read {
  passed: Passed;
  /** For the reader; null: all is well. */
  problem: string | null;
}

const NOTHING: Passed = new Set();

export function parse(text: string): Read {
  if (text.length > MAX_BYTES) return { passed: NOTHING, problem: `It is longer than ${MAX_BYTES} characters.` };
  try {
    const { success, output, issues } = v.safeParse(form, JSON.parse(text));
    if (success) return { passed: new Set(output.passed), problem: null };
    const [issue] = issues;
    return { passed: NOTHING, problem: `It is not progress on this path, at ${v.getDotPath(issue) ?? "the top"}.` };
  } catch {
    return { passed: NOTHING, problem: "It is not JSON." };
  }
}

export function asText(progress: Passed): string {
  // What was passed last is last in a set.
  return `${JSON.stringify({ version: 1, passed: [...progress].slice(-MOST).sort() })}\n`;
}

export function load(): Read {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === null ? { passed: NOTHING, problem: null } : parse(stored);
  } catch {
    return { passed: NOTHING, problem: "This browser lets nobody store anything here." };
  }
}

/** False where it cannot be stored. */
export function save(progress: Passed): boolean {
  try {
    localStorage.setItem(KEY, asText(progress));
    return true;
  } catch {
    return false;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then there is none.
  }
}
