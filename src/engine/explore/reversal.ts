/** Two steps of an execution race: by what can one begin that has them the other way round? */
import type { Frame } from "./frames.ts";
import type { HappensBefore } from "./happens_before.ts";
import { must } from "./must.ts";
import { conflict } from "./races.ts";

export interface Race {
  /** The earlier step, and the actor of the later one with what it touched. */
  step: number;
  actor: number;
  touched: readonly number[];
  /** The later step. One that an actor never came to is behind all others. */
  later: number;
}

/** Somebody who sees to it that races come in the other order as well. */
export interface Reversing {
  race(race: Race): void;
  /** Nothing is known of what the actor would touch. */
  mustTry(frame: Frame, actor: number): void;
}

export interface Reversal {
  /** Steps after the earlier one that do not depend on it: with the later one behind them, the other order. */
  independent: number[];
  /** Their actors, and those who can come first of them and of the later step, as far as they are able to. */
  actors: number;
  initials: number;
}

/** `until`: only steps before this one are looked at. A sleeping actor that would do more than anybody has heard of wakes. */
export function reversalOf(race: Race, order: HappensBefore, frame: Frame, until: number): Reversal {
  const { step, actor, touched } = race;
  const independent: number[] = [];
  let actors = 0;
  let initials = 0;
  const isFirst = (each: number) => !independent.some((earlier) => order.before(earlier, each));
  for (let each = step + 1; each < until; each++) {
    if (order.before(step, each)) continue;
    const bit = 1 << must(order.actorOf[each], "actor");
    if ((actors & bit) === 0 && isFirst(each)) initials |= bit;
    actors |= bit;
    independent.push(each);
  }
  const bit = 1 << actor;
  const asleep = frame.sleep.get(actor) ?? touched;
  const dependsOn = (earlier: number) => {
    const accesses = must(order.touched[earlier], "accesses");
    return conflict(touched, accesses) || conflict(asleep, accesses);
  };
  // Whoever raced with the earlier step had not heard of it, so all that it did since is among the independent ones.
  if ((actors & bit) === 0 && !independent.some(dependsOn)) {
    initials |= bit;
    const stepped = must(order.touched[step], "accesses");
    const isDone = (frame.done & bit) !== 0;
    if (!isDone && asleep !== touched && doesMore(asleep, touched, stepped)) frame.sleep.delete(actor);
  }
  return { independent, actors, initials: initials & frame.enabled };
}

/**
 * A step may touch other words because of what it loads. What it would touch before another step, and not after that, races with steps that nobody has heard of here. But
 * if that one stores to the word, they race with that as well.
 */
function doesMore(before: readonly number[], after: readonly number[], step: readonly number[]): boolean {
  const stored = step.filter((access) => (access & 1) === 1);
  const isKnown = (access: number) =>
    after.includes(access) || after.includes(access | 1) || stored.includes(access | 1);
  return !before.every(isKnown);
}
