/** Holds a run to the invariants, after every step and at its end. What it says is a verdict; null: all is well. */

import type { Touched } from "../../../models/invariants/changed.ts";
import { brokenNow } from "../../../models/invariants/describe.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { applies, type Invariant } from "../../../models/invariants/invariant.ts";
import { isQuiet } from "../../../models/invariants/locking.ts";
import { findLostObject } from "../../../models/invariants/lost_objects.ts";
import { countSetup, findLeak, holdersOf } from "../../../models/invariants/references.ts";
import { type MachineState, remembered, remembersTheSame, StateReader } from "../../../models/invariants/state.ts";
import { Suspects } from "../../../models/invariants/suspects.ts";
import { countStep } from "../../../models/invariants/users.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import type { Actor } from "../../../models/machine/scheduler.ts";
import type { StepName } from "../../../models/steps.ts";
import { complaint, type Wrong } from "./judge.ts";
import type { Prepared } from "./prepare.ts";

export class Checker {
  private readonly prepared: Prepared;
  private readonly reader: StateReader;
  private readonly suspects: Suspects;
  /** By whether an actor is inside a driver: rules that are asked after a step, and of these the ones that are about more than pages. */
  private readonly rules: Record<"busy" | "quiet", { all: Invariant[]; machine: Invariant[] }>;
  private readonly atTheEnd: readonly Invariant[];
  /** Heap above this is the run's own. */
  private readonly since: Addr;

  /** Before the first step. `undoes`: `undoTo` will be asked for. `leaveOut`: rules by their numbers, to see what comes after they are broken. */
  constructor(
    prepared: Prepared,
    { undoes = false, leaveOut = [] }: { undoes?: boolean; leaveOut?: readonly string[] } = {},
  ) {
    const { k } = prepared;
    this.prepared = prepared;
    // What a CPU has stored and no other sees yet is not in the memory: there only the end can be held to anything.
    const isWhole = k.machine.memory === "sc";
    const rules = INVARIANTS.filter(
      (rule) => applies(rule, k) && !leaveOut.includes(rule.id) && (isWhole || rule.when === "end"),
    );
    const askedWhen = (...when: Invariant["when"][]) => {
      const all = rules.filter((rule) => when.includes(rule.when));
      return { all, machine: all.filter(({ check }) => check !== undefined) };
    };
    this.rules = { busy: askedWhen("always", "transition"), quiet: askedWhen("always", "transition", "quiet") };
    this.atTheEnd = askedWhen("end").all;
    this.reader = new StateReader(k, this.steps(), undoes);
    countSetup(this.state);
    this.suspects = new Suspects(rules, this.state, undoes);
    this.since = k.heap.end;
  }

  /** As of the last step. */
  get state(): MachineState {
    return this.reader.state;
  }

  /** After each step of `actor`, with what it touched; null: that is not known, and all is looked at. */
  afterStep(actor: Actor, touched: Touched | null = this.prepared.k.memory): Wrong | null {
    const { k, scheduler } = this.prepared;
    const bad = complaint(k);
    if (bad?.kind === "bad-page") return bad;
    const before = this.state.next[scheduler.actors.indexOf(actor)] ?? null;
    this.reader.read(this.steps(), touched);
    const ran = this.ran(actor, before);
    if (ran !== null) countStep(this.state, ran);
    this.suspects.afterStep(this.state);
    const { all, machine } = this.rules[isQuiet(this.state.next) ? "quiet" : "busy"];
    return this.broken(this.suspects.count === 0 ? machine : all);
  }

  /** Back to the state after the first `steps` steps. */
  undoTo(steps: number): void {
    this.reader.undoTo(steps);
    this.suspects.undoTo(steps);
  }

  /** What the rules depend on besides the machine, as a text. */
  get remembered(): string {
    return remembered(this.state);
  }
  /** Is that as it was before the last step? */
  get remembersTheSame(): boolean {
    return remembersTheSame(this.state);
  }

  /** When all actors are done. */
  atEnd(): Wrong | null {
    const leak = findLeak(this.state) ?? findLostObject(this.prepared.k, this.since);
    return this.broken(this.atTheEnd) ?? (leak === null ? null : { kind: "leak", message: leak });
  }

  /** Who has references to pages, by frame: of all that are in use, or of those that the last step may have changed. */
  holders(of: "all" | "changed"): Map<number, string[]> {
    const { pages, was } = this.state;
    const holders = new Map<number, string[]>();
    for (const pfn of of === "all" ? pages.keys() : was.keys()) {
      const page = pages.get(pfn);
      if (page && (of === "changed" || page.refcount > 0)) holders.set(pfn, holdersOf(this.state, page));
    }
    return holders;
  }

  private broken(rules: readonly Invariant[]): Wrong | null {
    for (const rule of rules) {
      const what = rule.when === "end" ? brokenNow(rule, this.state) : this.brokenSince(rule);
      if (what !== null) return { kind: "invariant", rule: rule.id, message: `${rule.id} (${rule.text}): ${what}` };
    }
    return null;
  }

  private brokenSince(rule: Invariant): string | null {
    const { state } = this;
    if (rule.unless?.(state)) return null;
    return rule.check?.(state) ?? this.suspects.firstOf(rule, state);
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
