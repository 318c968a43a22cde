/**
 * When an exploration stops, whatever is left to explore. What is limited is shared between several ways to explore, one after the other: each has
 * it up to some part of the whole.
 */
import type { Exploration, ExploreOptions } from "./options.ts";

/** Turns of a search between two looks at the clock, and at whether to go on. */
export const SLICE = 64;

export class Limits {
  /** The limit that was hit, of whatever way to explore. */
  met: string | null = null;
  private readonly options: ExploreOptions;
  private readonly started: number;
  /** Up to where of the whole it goes now, and executions before. */
  private part = 1;
  private before = 0;

  constructor(options: ExploreOptions) {
    this.options = options;
    this.started = options.now?.() ?? 0;
  }

  /** From here on up to this part of the whole. `before`: executions so far. */
  share(part: number, before: number): void {
    this.part = part;
    this.before = before;
    this.met = null;
  }

  /** Is there a limit to what one does after the other? What is kept of states each has for itself. */
  get isShared(): boolean {
    return this.options.maxExecutions !== undefined || this.options.maxTime !== undefined;
  }

  /** The limit that was hit, or null. `looks`: at the clock too. `bytes`: that it takes to keep states until the next look. */
  hit({ executions, cut }: Pick<Exploration, "executions" | "cut">, looks: boolean, bytes = 0): string | null {
    const { maxExecutions, maxTime, maxMemory = Number.POSITIVE_INFINITY, now } = this.options;
    if (maxExecutions !== undefined && this.before + executions + cut >= maxExecutions * this.part) {
      this.met = `${maxExecutions} executions`;
    } else if (looks && maxTime !== undefined && now && now() - this.started > maxTime * this.part) {
      this.met = `${maxTime / 1000} s`;
    } else if (bytes > maxMemory) {
      this.met = `${maxMemory / 2 ** 20} MB of states`;
    }
    return this.met;
  }
}
