/** Work that may take long, or never end, and the one who waits for it. */

/** Asked between two steps: null to go on, or why to stop here: "60 s", "cancelled". */
export type Limit = () => string | null;

/** Work that was stopped where there is no part of it to show. Its message says what was known. */
export class Stopped extends Error {
  /** What it was stopped by. */
  readonly why: string;
  constructor(why: string, message: string) {
    super(message);
    this.name = "Stopped";
    this.why = why;
  }
}
