/** The reader's text, kept in this browser. What is stored there may be old, or somebody else's: it is read as a stranger's. */
import * as v from "valibot";
import { MAX_BYTES } from "../../engine/scenario/limits.ts";

const KEY = "movable-eras:workshop";

const draft = v.object({
  name: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)),
  text: v.pipe(v.string(), v.maxLength(MAX_BYTES)),
});

export type Draft = v.InferOutput<typeof draft>;

/** Null where there is none, or none that can be used, or where nothing may be stored. */
export function readDraft(): Draft | null {
  try {
    const stored = localStorage.getItem(KEY) ?? "null";
    if (stored.length > 2 * MAX_BYTES) return null;
    const { success, output } = v.safeParse(draft, JSON.parse(stored));
    return success ? output : null;
  } catch {
    return null;
  }
}

/** False where it cannot be stored. */
export function writeDraft({ name, text }: Draft): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify({ name, text }));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then there is none.
  }
}
