/** When an exploration stops, whatever is left to explore. */
import type { Exploration, ExploreOptions } from "./options.ts";

/** Turns of a search between two looks at the clock, and at whether to go on. */
export const SLICE = 64;

export class Limits {
  private readonly options: ExploreOptions;
  private readonly started: number;

  constructor(options: ExploreOptions) {
    this.options = options;
    this.started = options.now?.() ?? 0;
  }

  /** The limit that was hit, or null. `looks`: at the clock too. */
  hit({ executions, cut }: Exploration, looks: boolean): string | null {
    const { maxExecutions, maxTime, now } = this.options;
    if (maxExecutions !== undefined && executions + cut >= maxExecutions) return `${maxExecutions} executions`;
    if (looks && maxTime !== undefined && now && now() - this.started > maxTime) return `${maxTime / 1000} s`;
    return null;
  }
}
