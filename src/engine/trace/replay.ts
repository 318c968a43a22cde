/**
 * The machine at any step of a trace, in words: what the trace says of the start, with the changes of each step made, or unmade.
 * Moving by a step costs as much as the step changed.
 */
import { must } from "../must.ts";
import type { Trace, TraceStep } from "./trace.ts";

export type Words = ReadonlyMap<string, string>;

export class Replay {
  private readonly trace: Trace;
  private readonly objects = new Map<string, Map<string, string>>();
  /** Steps that have been taken. */
  private at = 0;

  constructor(trace: Trace) {
    this.trace = trace;
    for (const [object, words] of Object.entries(trace.start.words)) {
      this.objects.set(object, new Map(Object.entries(words)));
    }
  }

  /** Words by object and field after so many steps. The maps change with the next call. */
  after(steps: number): ReadonlyMap<string, Words> {
    const target = Math.min(Math.max(steps, 0), this.trace.steps.length);
    while (this.at < target) this.make(must(this.trace.steps[this.at++], "step"), "after");
    while (this.at > target) this.make(must(this.trace.steps[--this.at], "step"), "before");
    return this.objects;
  }

  private make({ writes }: TraceStep, value: "before" | "after"): void {
    for (const write of value === "after" ? writes : writes.toReversed()) {
      const words = this.objects.get(write.object) ?? new Map<string, string>();
      words.set(write.field, write[value]);
      this.objects.set(write.object, words);
    }
  }
}
