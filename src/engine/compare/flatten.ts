/** The end of a run as facts: the way to each, with dots, and what is there. */
export function flatten(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, path === "" ? name : `${path}.${name}`));
}
