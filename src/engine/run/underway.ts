/** A run under way: who takes each step is decided outside, by an order, a list of choices, or a reader. */
import type { Era, Release } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { Fault } from "../../../models/machine/fault.ts";
import type { Actor } from "../../../models/machine/scheduler.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { Recorder } from "../trace/recorder.ts";
import { Checker } from "./check.ts";
import { complaint, type Wrong } from "./judge.ts";
import type { Limit } from "./limit.ts";
import { beside } from "./order.ts";
import { bootMachine, createActors, type Prepared } from "./prepare.ts";

export class Underway {
  readonly prepared: Prepared;
  readonly recorder: Recorder;
  /** Guards left out, by the scenario and besides. */
  readonly without: readonly GuardName[];
  /** Of all steps so far: is this the order of which the scenario says how it ends? */
  isOwnOrder = true;
  private readonly checker: Checker | null;
  private readonly inOwnOrder: ReturnType<typeof beside>;

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
    this.inOwnOrder = beside(scenario.order);
    this.recorder.begin(this.prepared.scheduler.actors, this.checker);
  }

  /** What is wrong after it, or in it; null: it can go on. */
  step(actor: Actor): Wrong | null {
    const { recorder, prepared, checker } = this;
    this.isOwnOrder = this.inOwnOrder(prepared.scheduler, actor);
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
  end(): Wrong | null {
    const { scheduler } = this.prepared;
    if (scheduler.finished) return complaint(this.prepared.k) ?? this.checker?.atEnd() ?? null;
    const waiting = scheduler.actors.filter(({ finished }) => !finished).map(({ name, step }) => `${name} (${step})`);
    return { kind: "deadlock", message: `nobody can go on: ${waiting.join(", ")}` };
  }
}
