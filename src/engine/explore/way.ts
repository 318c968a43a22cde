/** Leads a system from one state to the next one that is to be looked at: what both ways have in common need not be taken again. */
import { withChoices } from "./found.ts";
import { must } from "./must.ts";
import type { Choices, System, Violation } from "./system.ts";

export class Way {
  /** Steps taken, those included that were taken again. */
  steps = 0;
  private readonly system: System;
  private readonly path: Choices = [];

  constructor(system: System) {
    this.system = system;
    system.reset();
  }

  lead(choices: Choices): void {
    const { system, path } = this;
    let common = 0;
    while (common < path.length && path[common] === choices[common]) common++;
    if (common < path.length) {
      if (system.undoTo) system.undoTo(common);
      else {
        system.reset();
        common = 0;
      }
    }
    path.length = common;
    for (let at = common; at < choices.length; at++) this.step(must(choices[at], "choice"));
  }

  /** Somebody else has led the system elsewhere. */
  forget(): void {
    this.system.reset();
    this.path.length = 0;
  }

  step(actor: number): Violation | null {
    this.path.push(actor);
    this.steps++;
    try {
      return this.system.step(actor);
    } catch (error) {
      throw withChoices(error, this.path);
    }
  }
}
