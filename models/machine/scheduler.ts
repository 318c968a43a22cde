/**
 * Runs actors one step at a time. Which actor runs next is decided outside: by a scenario's order, by a reader, or by the
 * explorer. The same choices give the same run, on every machine.
 */
import { Fault } from "./fault.ts";
import type { Kernel } from "./kernel.ts";
import { Knowledge } from "./knowledge.ts";
import type { Addr } from "./memory.ts";
import { type Pause, type Steps, stepName } from "./step.ts";
import type { TaskStruct } from "./task.ts";

export class Actor {
  readonly name: string;
  readonly task: TaskStruct;
  private readonly steps: Steps;
  /** Does it only do what others leave it to do? Then it is done whenever there is nothing. */
  readonly serves: boolean;
  readonly knowledge = new Knowledge();
  /** What it does next; null once it is done. */
  next: Pause | null = null;

  constructor(name: string, task: TaskStruct, steps: Steps, serves = false) {
    this.name = name;
    this.task = task;
    this.steps = steps;
    this.serves = serves;
  }

  resume(): void {
    const result = this.steps.next();
    this.next = result.done ? null : result.value;
  }
  /** Done, or waiting for something that has not happened. */
  get ready(): boolean {
    return this.next !== null && (typeof this.next === "string" || this.next.ready());
  }
  get finished(): boolean {
    return this.next === null || (this.serves && !this.ready);
  }
  get waitsOn(): Addr | null {
    return this.serves || this.next === null || typeof this.next === "string" || this.next.ready()
      ? null
      : this.next.on;
  }
  get step() {
    return this.next === null ? null : stepName(this.next);
  }
}

export class Scheduler {
  readonly actors: Actor[];
  private readonly k: Kernel;

  /** Every actor is brought to its first step; nothing has touched the memory yet. */
  constructor(k: Kernel, actors: Actor[]) {
    this.k = k;
    this.actors = actors;
    for (const actor of actors) this.resume(actor);
  }

  /** Runs one step of the actor. Throws Fault where the kernel would crash. */
  run(actor: Actor): void {
    this.k.memory.clearFootprint();
    this.resume(actor);
  }

  get finished(): boolean {
    return this.actors.every((actor) => actor.finished);
  }

  private resume(actor: Actor): void {
    const { current, memory } = this.k;
    const { next } = actor;
    this.k.current = actor.task;
    if (memory.learning) memory.knowledge = actor.knowledge;
    memory.knowledge?.pause();
    if (memory.monitor !== null && actor.next !== null) memory.monitor.begin(actor, actor.next);
    // Whoever was woken sees what its waker did before (memory-barriers.txt, "Sleep and wake-up functions").
    if (next !== null && typeof next !== "string") memory.catchUp();
    try {
      actor.resume();
      if (next !== null && actor.next === null) memory.retire();
    } finally {
      this.k.current = current;
      memory.knowledge = null;
    }
  }
}

/** Runs one actor to its end, with nobody else about: for setting up, and for tests of one operation. `between`: called before each step. */
export function runAlone<R>(k: Kernel, name: string, steps: Steps<R>, between: () => void = () => {}): R {
  let result: R | undefined;
  function* keep(): Steps {
    result = yield* steps;
  }
  const actor = new Actor(name, k.task(name), keep());
  const scheduler = new Scheduler(k, [actor]);
  while (!scheduler.finished) {
    if (!actor.ready) throw new Fault("deadlock", `${name} waits for itself in ${actor.step}`);
    between();
    scheduler.run(actor);
  }
  return result as R;
}
