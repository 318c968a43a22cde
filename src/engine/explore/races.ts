/**
 * Dynamic partial-order reduction with source sets (Abdulla, Aronis, Jonsson, Sagonas, POPL 2014): where two steps of the execution race,
 * an actor is added to those that must be tried from the state before the earlier one, so that the other order comes about.
 */
import { EVERYBODY, includes, lowest, MAX_ACTORS } from "./actors.ts";
import type { Frame, Frames } from "./frames.ts";
import type { HappensBefore } from "./happens_before.ts";
import { must } from "./must.ts";
import { ANY_WORD, type Summary } from "./summaries.ts";

export class Races {
  private readonly frames: Frames;
  private readonly order: HappensBefore;
  private readonly woken: number;
  /** Steps that race with the one just taken. */
  private readonly direct: number[] = [];

  constructor(frames: Frames, order: HappensBefore, woken = 0) {
    this.frames = frames;
    this.order = order;
    this.woken = woken;
  }

  /** For every step that races with the one just taken, makes sure that the other order is tried. */
  ofStep(actor: number, touched: readonly number[]): void {
    const { order, direct } = this;
    order.found.length = 0;
    for (let at = 0; at < touched.length; at++) order.conflicts(actor, must(touched[at], "access"));
    const candidates = order.found;
    if (candidates.length === 0) return;
    // The latest first.
    if (candidates.length > 1) candidates.sort(descending);
    const waiting = order.last(actor);
    direct.length = 0;
    for (let at = 0; at < candidates.length; at++) {
      const step = must(candidates[at], "candidate");
      if (step === candidates[at - 1] || this.isOrdered(step)) continue;
      const couldRun = (this.frames.at(step).enabled & (1 << actor)) !== 0;
      // It was this very step that could not run before: it cannot have come first. An older one may have.
      if (!couldRun && waiting < step && (!includes(this.woken, actor) || this.wakes(step, actor))) continue;
      direct.push(step);
      this.tryOther(step, actor, touched);
    }
  }

  private wakes(step: number, actor: number): boolean {
    return includes(this.frames.at(step + 1).enabled, actor);
  }

  /** By a step between it and the one just taken. */
  private isOrdered(step: number): boolean {
    for (const later of this.direct) if (this.order.before(step, later)) return true;
    return false;
  }

  /** Source sets: of the steps after `step` that do not depend on it, and then the actor's, some first one must be tried before it. */
  private tryOther(step: number, actor: number, touched: readonly number[]): void {
    const { order } = this;
    const frame = this.frames.at(step);
    if (frame.backtrack === frame.enabled) return;
    const independent: number[] = [];
    let seen = 0;
    let initials = 0;
    const isFirst = (each: number) => !independent.some((earlier) => order.before(earlier, each));
    for (let each = step + 1; each < order.length; each++) {
      if (order.before(step, each)) continue;
      const bit = 1 << must(order.actorOf[each], "actor");
      if ((seen & bit) === 0 && isFirst(each)) initials |= bit;
      seen |= bit;
      independent.push(each);
    }
    const bit = 1 << actor;
    const dependsOn = (earlier: number) =>
      order.knownTo(actor, earlier) || conflict(touched, must(order.touched[earlier], "accesses"));
    if ((seen & bit) === 0 && !independent.some(dependsOn)) initials |= bit;
    initials &= frame.enabled;
    if (initials === 0) frame.backtrack |= frame.enabled;
    else if ((frame.backtrack & initials) === 0) frame.backtrack |= (initials & bit) !== 0 ? bit : initials & -initials;
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
        if (order.actorOf[step] !== actor && !order.knownTo(actor, step)) this.mustTry(frame, actor);
      }
    }
  }

  /** The actor makes an access some time later. */
  withWord(actor: number, access: number): void {
    const { order, frames } = this;
    order.found.length = 0;
    order.conflicts(actor, access);
    for (const step of order.found) this.mustTry(frames.at(step), actor);
  }

  private mustTry(frame: Frame, actor: number): void {
    frame.backtrack |= (frame.enabled & (1 << actor)) !== 0 ? 1 << actor : frame.enabled;
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
