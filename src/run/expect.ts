/** Compares an expectation with what was observed: a pattern matches when every key that it has matches. */
export interface Mismatch {
  /** "pages.p.free". */
  path: string;
  expected: unknown;
  found: unknown;
}

export function mismatches(expected: unknown, found: unknown, path = ""): Mismatch[] {
  if (isObject(expected) && isObject(found)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      mismatches(value, found[key], path === "" ? key : `${path}.${key}`),
    );
  }
  return JSON.stringify(expected) === JSON.stringify(found) ? [] : [{ path, expected, found }];
}

/** The common expectations with those of an era on top, key by key. */
export function merge(common: Record<string, unknown>, special: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...common };
  for (const [key, value] of Object.entries(special)) {
    const under = merged[key];
    merged[key] = isObject(under) && isObject(value) ? merge(under, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
