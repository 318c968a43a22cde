/** Several actors, moved by hand to where it matters. */
import type { Kernel } from "../../models/machine/kernel.ts";
import { Actor, Scheduler } from "../../models/machine/scheduler.ts";
import type { Steps } from "../../models/machine/step.ts";
import type { StepName } from "../../models/steps.ts";

export class Stage {
  private readonly k: Kernel;
  private readonly scheduler: Scheduler;
  private readonly actors = new Map<string, Actor>();

  constructor(k: Kernel, steps: Record<string, Steps<unknown>>) {
    this.k = k;
    this.scheduler = new Scheduler(k, []);
    for (const [name, each] of Object.entries(steps)) this.enter(name, each);
  }
  /** One more actor, who stands before its first step. */
  enter(name: string, steps: Steps<unknown>): void {
    const actor = new Actor(name, this.k.task(name), steps as Steps);
    this.actors.set(name, actor);
    this.scheduler.run(actor);
  }
  private actor(name: string): Actor {
    const actor = this.actors.get(name);
    if (!actor) throw new Error(`no actor ${name}`);
    return actor;
  }
  /** Up to where the actor would begin the step, for the first time or a later one. */
  until(name: string, step: StepName, time = 1): void {
    const actor = this.actor(name);
    for (let seen = actor.step === step ? 1 : 0; seen < time; seen += actor.step === step ? 1 : 0) {
      if (!actor.ready) throw new Error(`${name} does not come to ${step}: it stands at ${actor.step}`);
      this.scheduler.run(actor);
    }
  }
  /** What the actor would do next; null once it is done. */
  at(name: string): StepName | null {
    return this.actor(name).step;
  }
  /** To the end, or to where the actor must wait. True: it is done. `after`: called after each step. */
  finish(name: string, after: () => void = () => {}): boolean {
    const actor = this.actor(name);
    while (actor.ready) {
      this.scheduler.run(actor);
      after();
    }
    return actor.step === null;
  }
}
