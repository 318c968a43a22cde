/**
 * Actors that are equal, as far as they are: the same code and the same start. Of those that have not begun yet it makes no difference who begins, so they begin in
 * their order. That an actor has begun is a word that its first step stores, and the gate of the next one's first step: the search needs to know nothing else. Whatever
 * is left out is a run that was tried, with the names changed (renaming.ts).
 */
import { includes } from "./actors.ts";
import { mix } from "./state_key.ts";
import type { Gate, System, Violation } from "./system.ts";

/** That an actor has begun. A system that has equal actors must have no words from here on: two for each actor. */
const BEGUN = -(2 ** 30);
const wordOf = (actor: number) => BEGUN + 2 * actor;

/** The system, with equal actors that begin in their order; or the same one, where there are none. */
export function beginningInOrder(system: System): System {
  system.reset();
  const free = (actor: number) => !includes(system.woken ?? 0, actor) && !system.gate?.(actor);
  const groups = (system.equal ?? []).map((group) => group.filter(free)).filter(({ length }) => length > 1);
  return groups.length === 0 ? system : new InOrder(system, groups);
}

class InOrder implements System {
  readonly actors: readonly string[];
  readonly woken: number;
  footprint = new Int32Array(0);
  stepId = 0;
  readonly undoTo?: (depth: number) => void;
  readonly exact?: () => string;
  private readonly system: System;
  /** By actor: who must have begun, or -1; and does anybody wait for this one? */
  private readonly before: number[];
  private readonly isWaitedFor: boolean[];
  /** Who has begun, after each step. */
  private readonly begun: number[] = [0];

  constructor(system: System, groups: readonly (readonly number[])[]) {
    this.system = system;
    this.actors = system.actors;
    this.woken = system.woken ?? 0;
    this.before = system.actors.map((_, actor) => {
      const group = groups.find((each) => each.includes(actor)) ?? [];
      return group[group.indexOf(actor) - 1] ?? -1;
    });
    this.isWaitedFor = system.actors.map((_, actor) => this.before.includes(actor));
    if (system.exact) this.exact = () => `${this.begun.at(-1)} ${system.exact?.()}`;
    if (system.undoTo) {
      this.undoTo = (depth) => {
        system.undoTo?.(depth);
        this.begun.length = depth + 1;
      };
    }
  }

  private hasBegun(actor: number): boolean {
    return includes(this.begun.at(-1) ?? 0, actor);
  }
  /** Who must begin before the actor does, or -1. */
  private awaited(actor: number): number {
    return this.hasBegun(actor) ? -1 : (this.before[actor] ?? -1);
  }
  private isHeld(actor: number): boolean {
    const awaited = this.awaited(actor);
    return awaited >= 0 && !this.hasBegun(awaited);
  }

  reset(): void {
    this.system.reset();
    this.begun.length = 1;
  }
  enabled(): number {
    return this.actors.reduce(
      (set, _, actor) => (this.isHeld(actor) ? set & ~(1 << actor) : set),
      this.system.enabled(),
    );
  }
  finished(): number {
    return this.system.finished();
  }
  checkStart(): Violation | null {
    return this.system.checkStart?.() ?? null;
  }

  step(actor: number): Violation | null {
    const { system } = this;
    const awaited = this.awaited(actor);
    const begins = !this.hasBegun(actor);
    const violation = system.step(actor);
    this.begun.push((this.begun.at(-1) ?? 0) | (1 << actor));
    const own = begins && this.isWaitedFor[actor] ? [wordOf(actor) | 1] : [];
    const others = awaited < 0 ? [] : [wordOf(awaited)];
    const touched = system.footprint.subarray(0, system.touched);
    const isLonger = own.length + others.length > 0;
    this.footprint = isLonger ? Int32Array.of(...touched, ...own, ...others) : touched.slice();
    this.stepId = isLonger ? 0 : (system.stepId ?? 0);
    return violation;
  }

  get lastStep(): string {
    return this.system.lastStep ?? "";
  }
  get touched(): number {
    return this.footprint.length;
  }
  place(actor: number): number {
    return this.system.place(actor);
  }
  gate(actor: number): Gate | null {
    const awaited = this.awaited(actor);
    if (awaited < 0) return this.system.gate?.(actor) ?? null;
    return { word: wordOf(awaited), opens: (value) => value === 1 };
  }
  valueAt(word: number): number {
    const actor = (word - BEGUN) / 2;
    const isOurs = actor >= 0 && actor < this.actors.length;
    return isOurs ? Number(this.hasBegun(actor)) : (this.system.valueAt?.(word) ?? 0);
  }
  waitsOn(actor: number): readonly number[] {
    return this.isHeld(actor) ? [wordOf(this.awaited(actor))] : this.system.waitsOn(actor);
  }
  waitedFor(actor: number): string {
    if (this.isHeld(actor)) return `${this.actors[this.awaited(actor)]}, which begins first`;
    return this.system.waitedFor?.(actor) ?? "something";
  }
  get hashA(): number {
    return this.system.hashA ^ mix(this.begun.at(-1) ?? 0);
  }
  get hashB(): number {
    return this.system.hashB + mix(this.begun.at(-1) ?? 0);
  }
  get eventually() {
    return this.system.eventually ?? [];
  }
  checkEnd(): Violation | null {
    return this.system.checkEnd();
  }
  outcome(): string {
    return this.system.outcome();
  }
}
