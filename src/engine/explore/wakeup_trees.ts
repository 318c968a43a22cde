/**
 * Optimal dynamic partial-order reduction with wakeup trees (POPL 2014): where two steps of a whole execution race, all of it that does not depend on the
 * earlier step is planned to be run without that, and the later one behind it. Who sleeps then wakes on the way, so few executions are given up in the middle.
 *
 * That somebody comes first who isn't in the plan is the same only if the plan is everything, and if it is known what its last step touches. That step loads what it
 * loads otherwise after the earlier one, so it is tried. Where one of both isn't so, all who can come first are.
 */
import { actorsIn, actorsOf, includes, lowest } from "./actors.ts";
import type { Execution } from "./execution.ts";
import type { Frame, Frames } from "./frames.ts";
import type { HappensBefore } from "./happens_before.ts";
import { must } from "./must.ts";
import { conflict } from "./races.ts";
import { type Race, type Reversal, type Reversing, reversalOf } from "./reversal.ts";
import type { SharedWords } from "./shared_words.ts";
import { addWakeup, areDependent, isPlanned, type Planned } from "./wakeups.ts";

export class WakeupTrees implements Reversing {
  private readonly frames: Frames;
  private readonly order: HappensBefore;
  private readonly execution: Execution;
  private readonly shared: SharedWords;
  /** Of the execution, by its later step; those of steps that nobody came to stand behind all others. */
  private readonly races: Race[] = [];
  /** Was there an execution that nobody has heard the end of? Then what was tried before may not stand in for what comes after it. */
  private isBroken = false;

  constructor(frames: Frames, order: HappensBefore, execution: Execution, shared: SharedWords) {
    this.frames = frames;
    this.order = order;
    this.execution = execution;
    this.shared = shared;
  }

  /** What is planned for it depends on what is still to come. */
  race(race: Race): void {
    this.races.push(race);
  }

  /** Steps from here on are taken back. */
  truncate(length: number): void {
    while ((this.races.at(-1)?.later ?? -1) >= length) this.races.pop();
  }

  /** The execution is over. `whole`: and everybody had come as far as they can. */
  end(whole: boolean): void {
    for (const race of this.races) this.plan(race, whole);
  }

  /** Something went wrong on the way. */
  broke(): void {
    this.isBroken = true;
    this.end(false);
  }

  mustTry(frame: Frame, actor: number): void {
    const wanted = includes(frame.enabled, actor) ? 1 << actor : frame.enabled;
    for (const each of actorsIn(wanted)) this.tryFirst(frame, each);
  }

  private tryFirst(frame: Frame, actor: number): void {
    if (includes(frame.backtrack, actor)) return;
    frame.backtrack |= 1 << actor;
    frame.wakeups.push({ actor, accesses: null, next: [] });
  }

  private plan(race: Race, whole: boolean): void {
    const { order } = this;
    const frame = this.frames.at(race.step);
    if (frame.done === frame.enabled) return;
    const reversal = reversalOf(race, order, frame, whole ? order.length : race.later);
    const { independent, initials } = reversal;
    if (initials === 0) this.mustTry(frame, race.actor);
    if (initials === 0 || (initials & (frame.done | actorsOf(frame.sleep.keys()))) !== 0) return;
    const others = independent.map((each) => this.taken(each));
    // Whatever its last step touches.
    if (isPlanned(frame.wakeups, [...others, { actor: race.actor, accesses: null }])) return;
    const last = whole ? this.tried(race, independent) : null;
    if (last === null) for (const each of [...actorsIn(initials), race.actor]) this.mustTry(frame, each);
    else this.add(frame, [...others, { actor: race.actor, accesses: last }], reversal);
  }

  private add(frame: Frame, sequence: readonly Planned[], { actors, initials }: Reversal): void {
    for (const [actor, accesses] of this.isBroken ? [] : frame.sleep) {
      const isIn = sequence.at(-1)?.actor === actor || includes(actors | frame.unsure, actor);
      if (!isIn && !sequence.some((each) => areDependent({ actor, accesses }, each))) return;
    }
    const first = must(sequence[0], "step").actor;
    if (!includes(initials, first)) this.tryFirst(frame, lowest(initials));
    else addWakeup(frame.wakeups, sequence);
    frame.backtrack |= actorsOf(frame.wakeups.map(({ actor }) => actor));
  }

  private taken(step: number): Planned {
    const { order } = this;
    return { actor: must(order.actorOf[step], "actor"), accesses: must(order.touched[step], "accesses") };
  }

  /** What the later step touches without the earlier one, or null: it isn't known of every order of what comes before it. */
  private tried({ step, actor, touched }: Race, independent: readonly number[]): readonly number[] | null {
    const { order, execution, shared } = this;
    const loads = touched.map((access) => access & ~1);
    if (!conflict(must(order.touched[step], "accesses"), loads)) return touched;
    const others = independent.map((each) => must(order.actorOf[each], "actor"));
    return execution.rehearse(step, others, actor, (system) => shared.accessesOf(actor, system));
  }
}
