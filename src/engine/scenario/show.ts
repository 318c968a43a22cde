/** What strangers wrote, as messages repeat it: short, and harmless wherever it is shown. */

/** Characters that act where they are shown: controls, marks of direction, ends of lines. */
const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const ALL_ACTING = new RegExp(ACTING, "gu");

/** What goes to a terminal or a page holds no character that could act there. */
export function clean(text: string): string {
  return text.replace(/\t/g, " ").replace(ALL_ACTING, "\uFFFD");
}

export function acts(text: string): boolean {
  return ACTING.test(text);
}

/** The same text for who reads it as JSON, or as YAML in double quotes. Line ends stay. */
export function escaped(text: string): string {
  const units = (each: string) => Array.from({ length: each.length }, (_, at) => each.charCodeAt(at));
  const written = (unit: number) => `\\u${unit.toString(16).padStart(4, "0")}`;
  return text.replace(ALL_ACTING, (each) => (each === "\n" ? each : units(each).map(written).join("")));
}

/** How a value of the file is named in a message. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a mapping" : String(value);
}
