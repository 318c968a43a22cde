/** What this browser keeps for the reader. It may be old, or somebody else's, so it is read as a stranger's: bounded, and checked. */
import * as v from "valibot";

const MAX_LENGTH = 10_000;

/** Names of things of the site: "one-reference-left". */
export const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));

/** Empty where nothing is kept, or nothing that can be used, or where nothing may be stored. */
export function readKept<S extends v.GenericSchema<unknown, Record<string, unknown>>>(
  key: string,
  schema: S,
): v.InferOutput<S> | Record<string, never> {
  try {
    const stored = localStorage.getItem(key) ?? "{}";
    if (stored.length > MAX_LENGTH) return {};
    const { success, output } = v.safeParse(schema, JSON.parse(stored));
    return success ? output : {};
  } catch {
    return {};
  }
}

/** Where it cannot be stored, it is not kept. */
export function writeKept(key: string, value: Record<string, unknown>): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The reader goes on without.
  }
}
