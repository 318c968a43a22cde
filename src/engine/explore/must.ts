/** What is there by all rules: if it is not, this says what was missed, and where. */
export function must<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new TypeError(`there is no ${what}`);
  return value;
}
