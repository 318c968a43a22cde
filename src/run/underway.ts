/** A run under way: who takes each step is decided outside, by an order, a list of choices, or a reader. */
import type { Era, Release } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import { Fault } from "../../models/machine/fault.ts";
import type { Actor } from "../../models/machine/scheduler.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { Recorder } from "../trace/recorder.ts";
import type { Verdict } from "../trace/trace.ts";
import { Checker } from "./check.ts";
import type { Limit } from "./limit.ts";
import { bootMachine, createActors, type Prepared } from "./prepare.ts";

export class Underway {
  readonly prepared: Prepared;
  readonly recorder: Recorder;
  /** Guards left out, by the scenario and besides. */
  readonly without: readonly GuardName[];
  private readonly checker: Checker | null;

  constructor(
    scenario: Scenario,
    era: Era,
    release: Release,
    { without, check, limit }: { without: readonly GuardName[]; check: boolean; limit?: Limit },
  ) {
    this.without = [...new Set([...scenario.without, ...without])];
    const machine = bootMachine(scenario, era, release, this.without, limit);
    this.recorder = new Recorder(machine.k);
    this.prepared = createActors(scenario, machine)();
    this.checker = check ? new Checker(this.prepared) : null;
    this.recorder.begin(this.prepared.scheduler.actors, this.checker);
  }

  /** What is wrong after it, or in it; null: it can go on. */
  step(actor: Actor): Verdict | null {
    const { recorder, prepared, checker } = this;
    try {
      recorder.record(actor, () => prepared.scheduler.run(actor));
    } catch (error) {
      if (error instanceof Fault) return { kind: error.kind, message: error.message };
      throw error;
    }
    const broken = checker?.afterStep(actor);
    recorder.afterStep();
    return broken ?? null;
  }

  /** Nobody can take a step: because all are done and nothing is wrong (null), or why else. */
  end(): Verdict | null {
    const { scheduler } = this.prepared;
    if (scheduler.finished) return this.checker?.atEnd() ?? null;
    const waiting = scheduler.actors.filter(({ next }) => next !== null).map(({ name, step }) => `${name} (${step})`);
    return { kind: "deadlock", message: `nobody can go on: ${waiting.join(", ")}` };
  }
}
