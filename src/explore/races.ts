/**
 * Dynamic partial-order reduction with source sets (Abdulla, Aronis, Jonsson, Sagonas, POPL 2014): where two steps of the execution race,
 * an actor is added to those that must be tried from the state before the earlier one, so that the other order comes about.
 */
import type { Frames } from "./frames.ts";
import type { HappensBefore } from "./happens_before.ts";
import { ANY_WORD, type Summary } from "./summaries.ts";

export class Races {
  private readonly frames: Frames;
  private readonly order: HappensBefore;

  constructor(frames: Frames, order: HappensBefore) {
    this.frames = frames;
    this.order = order;
  }

  /** For every step that races with the one just taken, makes sure that the other order is tried. */
  ofStep(actor: number, touched: readonly number[]): void {
    const { order } = this;
    const candidates = this.conflicting(actor, touched);
    if (candidates.length === 0) return;
    const waiting = order.last(actor);
    const direct: number[] = [];
    for (const step of candidates) {
      // Ordered already by a step between them; or found twice.
      if (direct.some((later) => later === step || order.before(step, later))) continue;
      const couldRun = (this.frames.at(step).enabled & (1 << actor)) !== 0;
      // It was this very step that could not run before: it cannot have come first. An older one may have.
      if (!couldRun && waiting < step) continue;
      direct.push(step);
      this.tryOther(step, actor, touched);
    }
  }

  /** The latest first. */
  private conflicting(actor: number, touched: readonly number[]): readonly number[] {
    const { order } = this;
    let all: number[] = NONE;
    for (const access of touched) {
      const found = order.conflicts(actor, access);
      if (found.length > 0) all = all.concat(found);
    }
    return all.length < 2 ? all : all.sort((a, b) => b - a);
  }

  /** Source sets: of the steps after `step` that do not depend on it, and then the actor's, some first one must be tried before it. */
  private tryOther(step: number, actor: number, touched: readonly number[]): void {
    const { order } = this;
    const frame = this.frames.at(step);
    const independent: number[] = [];
    let seen = 0;
    let initials = 0;
    const isFirst = (each: number) => !independent.some((earlier) => order.before(earlier, each));
    for (let each = step + 1; each < order.length; each++) {
      if (order.before(step, each)) continue;
      const bit = 1 << (order.actorOf[each] as number);
      if ((seen & bit) === 0 && isFirst(each)) initials |= bit;
      seen |= bit;
      independent.push(each);
    }
    const bit = 1 << actor;
    const dependsOn = (earlier: number) =>
      order.knownTo(actor, earlier) || conflict(touched, order.touched[earlier] as readonly number[]);
    if ((seen & bit) === 0 && !independent.some(dependsOn)) initials |= bit;
    initials &= frame.enabled;
    if (initials === 0) frame.backtrack |= frame.enabled;
    else if ((frame.backtrack & initials) === 0) frame.backtrack |= (initials & bit) !== 0 ? bit : initials & -initials;
  }

  /** The same for steps that were cut off: all that is known is which words each actor touches some time later. */
  withSummary(summary: Summary): void {
    for (let word = 0; word < summary.length; word++) {
      const bits = summary[word] as number;
      for (let actors = (bits | (bits >> 8)) & 0xff; actors !== 0; actors &= actors - 1) {
        const actor = 31 - Math.clz32(actors & -actors);
        this.withWord(actor, word * 2 + ((bits >> (actor + 8)) & 1));
      }
    }
  }

  /** The actor makes an access some time later. */
  withWord(actor: number, access: number): void {
    const { order, frames } = this;
    const steps = access >> 1 === ANY_WORD ? order.unknownTo(actor) : order.conflicts(actor, access);
    for (let each = 0; each < steps.length; each++) {
      const frame = frames.at(steps[each] as number);
      frame.backtrack |= (frame.enabled & (1 << actor)) !== 0 ? 1 << actor : frame.enabled;
    }
  }
}

const NONE: number[] = [];

/** Is there a word that both touch and one stores to? */
export function conflict(a: readonly number[], b: readonly number[]): boolean {
  for (const access of a) {
    for (const other of b) if (access >> 1 === other >> 1 && ((access | other) & 1) === 1) return true;
  }
  return false;
}
