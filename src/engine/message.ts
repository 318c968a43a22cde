/** What was thrown, in words: anything can be. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** "ENOENT": what Node calls the reason. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What a program that failed had to say; else why it could not be run. */
export function saidBy(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr ?? "") : "";
  return said === "" ? messageOf(error) : said;
}
