/**
 * Source sets (Abdulla, Aronis, Jonsson, Sagonas, POPL 2014): of the steps that can come first when a race is the other way round, some one must be tried
 * from the state before the race.
 */
import type { Frame, Frames } from "./frames.ts";
import type { HappensBefore } from "./happens_before.ts";
import { type Race, type Reversing, reversalOf } from "./reversal.ts";

export class SourceSets implements Reversing {
  private readonly frames: Frames;
  private readonly order: HappensBefore;

  constructor(frames: Frames, order: HappensBefore) {
    this.frames = frames;
    this.order = order;
  }

  race(race: Race): void {
    const frame = this.frames.at(race.step);
    if (frame.backtrack === frame.enabled) return;
    const { initials } = reversalOf(race, this.order, frame, this.order.length);
    const bit = 1 << race.actor;
    if (initials === 0) frame.backtrack |= frame.enabled;
    else if ((frame.backtrack & initials) === 0) frame.backtrack |= (initials & bit) !== 0 ? bit : initials & -initials;
  }

  mustTry(frame: Frame, actor: number): void {
    frame.backtrack |= (frame.enabled & (1 << actor)) !== 0 ? 1 << actor : frame.enabled;
  }
}
