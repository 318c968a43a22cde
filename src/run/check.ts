/** Holds a run to the invariants, after every step and at its end. What it says is a verdict; null: all is well. */

import { INVARIANTS } from "../../models/invariants/index.ts";
import { applies } from "../../models/invariants/invariant.ts";
import { isQuiet } from "../../models/invariants/locking.ts";
import { findLostObject } from "../../models/invariants/lost_objects.ts";
import { countSetup, findLeak, holdersOf, ownersOf } from "../../models/invariants/references.ts";
import { type MachineState, type PageState, remembered, StateReader } from "../../models/invariants/state.ts";
import { countStep } from "../../models/invariants/users.ts";
import type { Addr } from "../../models/machine/memory.ts";
import type { Actor } from "../../models/machine/scheduler.ts";
import type { StepName } from "../../models/steps.ts";
import { complaint, type Wrong } from "../verdicts/judge.ts";
import type { Prepared } from "./prepare.ts";

export class Checker {
  private readonly prepared: Prepared;
  private readonly reader: StateReader;
  private state: MachineState;
  private readonly rules;
  /** Heap above this is the run's own. */
  private readonly since: Addr;

  /** Before the first step. `undoes`: `undoTo` will be asked for. */
  constructor(prepared: Prepared, { undoes = false } = {}) {
    const { k } = prepared;
    this.prepared = prepared;
    this.rules = INVARIANTS.filter((rule) => applies(rule, k));
    this.reader = new StateReader(k, undoes);
    this.state = this.reader.read(this.steps());
    countSetup(this.state);
    this.since = k.heap.end;
  }

  /** After each step of `actor`. */
  afterStep(actor: Actor): Wrong | null {
    const { k, scheduler } = this.prepared;
    const bad = complaint(k);
    if (bad?.kind === "bad-page") return bad;
    const before = this.state.next[scheduler.actors.indexOf(actor)] ?? null;
    this.state = this.reader.read(this.steps());
    const ran = this.ran(actor, before);
    if (ran !== null) countStep(this.state, ran);
    return this.broken(isQuiet(this.state.next) ? ["always", "transition", "quiet"] : ["always", "transition"]);
  }

  /** Back to the state after the first `steps` steps. */
  undoTo(steps: number): void {
    this.state = this.reader.undoTo(steps);
  }

  /** What the rules depend on besides the machine, as a text. */
  get remembered(): string {
    return remembered(this.state);
  }

  /** When all actors are done. */
  atEnd(): Wrong | null {
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

  private broken(when: readonly string[]): Wrong | null {
    for (const rule of this.rules) {
      if (!when.includes(rule.when)) continue;
      const what = rule.check(this.state);
      if (what !== null) return { kind: "invariant", rule: rule.id, message: `${rule.id} (${rule.text}): ${what}` };
    }
    return null;
  }

  /** A wait for a page lock belongs to the operation that asked for the lock. */
  private ran(actor: Actor, step: StepName | null): StepName | null {
    const { state } = this;
    const bit = 1 << this.prepared.scheduler.actors.indexOf(actor);
    if (step === "user:lock" && actor.step === "lock:page") state.wanting |= bit;
    if (step !== "lock:page" || (state.wanting & bit) === 0) return step;
    if (actor.step !== "lock:page") state.wanting &= ~bit;
    return "user:lock";
  }

  private steps(): (StepName | null)[] {
    return this.prepared.scheduler.actors.map(({ step }) => step);
  }
}
