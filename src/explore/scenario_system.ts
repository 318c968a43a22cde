/** A scenario on a kernel, as a system to explore. */
import type { Era, Release } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import { Fault } from "../../models/machine/fault.ts";
import { observe } from "../run/observe.ts";
import { bootMachine, createActors, type Prepared } from "../run/prepare.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { System, Violation } from "./system.ts";

export class ScenarioSystem implements System {
  readonly actors: readonly string[];
  private readonly start: () => Prepared;
  private readonly initial: ArrayBuffer;
  private prepared: Prepared;
  private chapters: { told: number; hash: number }[] = [];

  constructor(scenario: Scenario, era: Era, release: Release, without: readonly GuardName[] = []) {
    const machine = bootMachine(scenario, era, release, without);
    this.actors = scenario.actors.map(({ name }) => name);
    this.start = createActors(scenario, machine);
    machine.k.memory.hashing = true;
    this.initial = machine.k.memory.snapshot();
    this.prepared = this.start();
    this.chapters = this.actors.map(() => ({ told: 0, hash: 0 }));
  }

  reset(): void {
    const { k } = this.prepared;
    k.memory.restore(this.initial);
    k.log.length = 0;
    this.prepared = this.start();
    this.chapters = this.actors.map(() => ({ told: 0, hash: 0 }));
  }

  enabled(): number {
    return this.mask((actor) => actor.ready);
  }
  finished(): number {
    return this.mask((actor) => actor.next === null);
  }

  step(actor: number): Violation | null {
    const { scheduler } = this.prepared;
    try {
      scheduler.run(scheduler.actors[actor] as (typeof scheduler.actors)[number]);
      return null;
    } catch (error) {
      if (error instanceof Fault) return { kind: error.kind, message: error.message };
      throw error;
    }
  }

  get footprint() {
    return this.prepared.k.memory.footprint;
  }
  get learntA() {
    return this.prepared.k.memory.learntA;
  }
  get learntB() {
    return this.prepared.k.memory.learntB;
  }
  get touched() {
    return this.prepared.k.memory.touched;
  }
  get hashA() {
    return this.prepared.k.memory.hashA;
  }
  get hashB() {
    return this.prepared.k.memory.hashB;
  }

  /** An operation depends on what went before only by what earlier ones returned, and by the pages that have names when it begins. */
  chapter(actor: number): number {
    const { results, pages } = this.prepared;
    const told = results[this.actors[actor] as string] as unknown[];
    const known = this.chapters[actor] as { told: number; hash: number };
    if (known.told !== told.length) {
      const names = [...pages].map(([name, { addr }]) => [name, addr]);
      this.chapters[actor] = { told: told.length, hash: hashText(JSON.stringify([told, names])) };
    }
    return (this.chapters[actor] as { hash: number }).hash;
  }

  waitsOn(actor: number): number {
    return this.prepared.scheduler.actors[actor]?.waitsOn ?? 0;
  }
  checkEnd(): Violation | null {
    return null;
  }
  outcome(): string {
    return JSON.stringify(observe(this.prepared));
  }

  private mask(holds: (actor: Prepared["scheduler"]["actors"][number]) => boolean): number {
    return this.prepared.scheduler.actors.reduce(
      (mask, actor, index) => (holds(actor) ? mask | (1 << index) : mask),
      0,
    );
  }
}

function hashText(text: string): number {
  let hash = 1;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
