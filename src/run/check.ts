/** Holds a run to the invariants, after every step and at its end. What it says is a verdict; null: all is well. */

import { INVARIANTS } from "../../models/invariants/index.ts";
import { applies } from "../../models/invariants/invariant.ts";
import { isQuiet } from "../../models/invariants/locking.ts";
import { findLostObject } from "../../models/invariants/lost_objects.ts";
import { countSetup, findLeak, holdersOf, ownersOf } from "../../models/invariants/references.ts";
import { type MachineState, type PageState, StateReader } from "../../models/invariants/state.ts";
import { countStep } from "../../models/invariants/users.ts";
import type { FaultKind } from "../../models/machine/fault.ts";
import type { Addr } from "../../models/machine/memory.ts";
import type { Actor } from "../../models/machine/scheduler.ts";
import type { StepName } from "../../models/steps.ts";
import type { Prepared } from "./prepare.ts";

export interface Broken {
  kind: FaultKind;
  message: string;
  /** Of `invariant`: its number. */
  rule?: string;
}

export class Checker {
  private readonly prepared: Prepared;
  private readonly reader: StateReader;
  private state: MachineState;
  /** What each actor was about to do, and who of them waits for a page lock that it will keep. */
  private next: (StepName | null)[];
  private readonly wanting = new Set<Actor>();
  private readonly rules;
  /** Heap above this is the run's own. */
  private readonly since: Addr;

  /** Before the first step. */
  constructor(prepared: Prepared) {
    const { k } = prepared;
    this.prepared = prepared;
    this.rules = INVARIANTS.filter((rule) => applies(rule, k));
    this.reader = new StateReader(k);
    this.next = this.steps();
    this.state = this.reader.read(this.next);
    countSetup(this.state);
    this.since = k.heap.end;
  }

  /** After each step of `actor`. */
  afterStep(actor: Actor): Broken | null {
    const { k, scheduler } = this.prepared;
    const bad = k.log.find(({ level }) => level === "bad-page");
    if (bad) return { kind: "bad-page", message: bad.text };
    const ran = this.ran(actor, this.next[scheduler.actors.indexOf(actor)] ?? null);
    this.next = this.steps();
    this.state = this.reader.read(this.next);
    if (ran !== null) countStep(this.state, ran);
    return this.broken(isQuiet(this.next) ? ["always", "transition", "quiet"] : ["always", "transition"]);
  }

  /** When all actors are done. */
  atEnd(): Broken | null {
    const leak = findLeak(this.state) ?? findLostObject(this.prepared.k, this.since);
    return this.broken(["end"]) ?? (leak === null ? null : { kind: "leak", message: leak });
  }

  /** Who has references to pages, by frame: of these, or of all that are in use. */
  holders(frames?: readonly number[]): Map<number, string[]> {
    const { pages } = this.state;
    const owners = ownersOf(this.state);
    const asked = frames?.map((pfn) => pages[pfn] as PageState) ?? pages.filter(({ refcount }) => refcount > 0);
    return new Map(asked.map((page) => [page.pfn, holdersOf(this.state, page, owners)]));
  }

  private broken(when: readonly string[]): Broken | null {
    for (const rule of this.rules) {
      if (!when.includes(rule.when)) continue;
      const what = rule.check(this.state);
      if (what !== null) return { kind: "invariant", rule: rule.id, message: `${rule.id} (${rule.text}): ${what}` };
    }
    return null;
  }

  /** A wait for a page lock belongs to the operation that asked for the lock. */
  private ran(actor: Actor, step: StepName | null): StepName | null {
    if (step === "user:lock" && actor.step === "lock:page") this.wanting.add(actor);
    if (step !== "lock:page" || !this.wanting.has(actor)) return step;
    if (actor.step !== "lock:page") this.wanting.delete(actor);
    return "user:lock";
  }

  private steps(): (StepName | null)[] {
    return this.prepared.scheduler.actors.map(({ step }) => step);
  }
}
