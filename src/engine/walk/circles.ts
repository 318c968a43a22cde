/**
 * Has the run come back to where it was? Then it can go round like this for ever, and nobody gets anywhere: a livelock, where everybody who can
 * go on took part. Counters of events do not count, or no second round would ever look like the first.
 */

import type { Actor } from "../../../models/machine/scheduler.ts";
import { VmEvents } from "../../../models/machine/zone.ts";
import { mix } from "../explore/state_key.ts";
import { must } from "../must.ts";
import type { Prepared } from "../run/prepare.ts";

export interface Circle {
  /** The machine is as it was before this step. */
  since: number;
  /** Everybody who can take a step now took one on the way. */
  all: boolean;
}

export class Circles {
  private readonly prepared: Prepared;
  private readonly seen = new Map<string, number>();
  private readonly took: Actor[] = [];
  private last: string;

  /** Before the first step. */
  constructor(prepared: Prepared) {
    this.prepared = prepared;
    this.last = this.state();
    this.seen.set(this.last, 0);
  }

  /** After each step. */
  closedBy(actor: Actor): Circle | null {
    this.took.push(actor);
    const state = this.state();
    const since = this.seen.get(state);
    this.seen.set(state, since ?? this.took.length);
    const { last } = this;
    this.last = state;
    // Who looks at one thing after the other changes nothing either, and gets somewhere.
    if (since === undefined || state === last) return null;
    const onTheWay = new Set(this.took.slice(since));
    return { since, all: this.prepared.scheduler.actors.every((each) => !each.ready || onTheWay.has(each)) };
  }

  private state(): string {
    const { k, scheduler, results } = this.prepared;
    const words = new Int32Array(k.memory.buffer, 0, k.memory.end >> 2);
    const events = k.events.addr >> 2;
    let [a, b] = [1, 2];
    for (let at = 0; at < words.length; at++) {
      if (at === events) at += VmEvents.layout.size >> 2;
      a = Math.imul(a ^ must(words[at], "word"), 0x9e3779b1);
      b = mix(b + must(words[at], "word"));
    }
    // An operation that is over is not done again, though the next one may look like it.
    return [a, b, ...scheduler.actors.map(({ name, step }) => `${step} ${results[name]?.length}`)].join(" ");
  }
}
