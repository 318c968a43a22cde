/** Dynamic partial-order reduction: which steps of the execution race, so that the other order must come about as well. */
import { EVERYBODY, includes, lowest, MAX_ACTORS } from "./actors.ts";
import type { Frames } from "./frames.ts";
import type { Gates } from "./gates.ts";
import type { HappensBefore } from "./happens_before.ts";
import { must } from "./must.ts";
import type { Reversing } from "./reversal.ts";
import { ANY_WORD, type Summary } from "./summaries.ts";

export class Races {
  private readonly frames: Frames;
  private readonly order: HappensBefore;
  private readonly gates: Gates;
  private readonly reversing: Reversing;
  private readonly woken: number;
  /** Steps that race with the one just taken. */
  private readonly direct: number[] = [];

  constructor(frames: Frames, order: HappensBefore, gates: Gates, reversing: Reversing, woken = 0) {
    this.frames = frames;
    this.order = order;
    this.gates = gates;
    this.reversing = reversing;
    this.woken = woken;
  }

  /** For every step that races with the one just taken, makes sure that the other order is tried. */
  ofStep(actor: number, touched: readonly number[]): void {
    const { order, gates, direct } = this;
    const candidates = this.candidates(actor, touched);
    if (candidates.length === 0) return;
    const waiting = order.last(actor);
    for (let at = 0; at < candidates.length; at++) {
      const step = must(candidates[at], "candidate");
      if (step === candidates[at - 1] || this.isOrdered(step)) continue;
      const couldRun = gates.isGated
        ? gates.isOpenWithout(step, order)
        : waiting >= step || !this.couldNot(step, actor);
      if (couldRun === false) continue;
      // Older ones are left out only for the sake of one that surely is a race.
      if (couldRun) direct.push(step);
      this.reverse(step, actor, touched);
    }
  }

  /** The same for a step that the actor never came to, for it must wait: had it come before what it waits for was so. */
  ofWaiting(actor: number, touched: readonly number[]): void {
    const { order, gates, direct } = this;
    for (const step of this.candidates(actor, touched)) {
      const couldRun = this.isOrdered(step) ? false : gates.isOpenWithout(step, order);
      if (couldRun === false) continue;
      if (couldRun) direct.push(step);
      this.reverse(step, actor, touched);
    }
  }

  private reverse(step: number, actor: number, touched: readonly number[]): void {
    const { order, reversing } = this;
    reversing.race({ step, actor, touched, later: order.length });
  }

  /** Steps that conflict, the latest first. */
  private candidates(actor: number, touched: readonly number[]): readonly number[] {
    const { order } = this;
    this.direct.length = 0;
    order.found.length = 0;
    for (let at = 0; at < touched.length; at++) order.conflicts(actor, must(touched[at], "access"));
    if (order.found.length > 1) order.found.sort(descending);
    return order.found;
  }

  /** It was this very step that could not run before: it cannot have come first. An older one may have. */
  private couldNot(step: number, actor: number): boolean {
    const couldRun = includes(this.frames.at(step).enabled, actor);
    return !couldRun && (!includes(this.woken, actor) || this.wakes(step, actor));
  }

  private wakes(step: number, actor: number): boolean {
    return includes(this.frames.at(step + 1).enabled, actor);
  }

  /** By a step between it and the one just taken. */
  private isOrdered(step: number): boolean {
    for (const later of this.direct) if (this.order.before(step, later)) return true;
    return false;
  }

  /** The same for steps that were cut off: all that is known is which words each actor touches some time later. */
  withSummary(summary: Summary): void {
    const { order, frames } = this;
    for (let step = order.length - 1; step >= 0; step--) {
      const frame = frames.at(step);
      if (frame.backtrack === frame.enabled) continue;
      const accesses = must(order.touched[step], "accesses");
      for (let racing = touching(summary, accesses) & ~frame.backtrack; racing !== 0; racing &= racing - 1) {
        const actor = lowest(racing);
        if (order.actorOf[step] !== actor && !order.knownTo(actor, step)) this.reversing.mustTry(frame, actor);
      }
    }
  }
}

function descending(a: number, b: number): number {
  return b - a;
}

/** Actors that touch a word, some time later, in a way that conflicts with these accesses. */
function touching(summary: Summary, accesses: readonly number[]): number {
  const any = must(summary[ANY_WORD], "users");
  let bits = any | (any >>> MAX_ACTORS);
  for (let at = 0; at < accesses.length; at++) {
    const access = must(accesses[at], "access");
    const users = summary[access >> 1] ?? 0;
    bits |= (access & 1) === 1 ? users | (users >>> MAX_ACTORS) : users >>> MAX_ACTORS;
  }
  return bits & EVERYBODY;
}

/** Is there a word that both touch and one stores to? */
export function conflict(a: readonly number[], b: readonly number[]): boolean {
  for (const access of a) {
    for (const other of b) if (access >> 1 === other >> 1 && ((access | other) & 1) === 1) return true;
  }
  return false;
}
