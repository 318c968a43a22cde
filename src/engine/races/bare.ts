/** What one run reaches with nothing to keep another actor away from it: where, and whom it meets there. */
import { findEra } from "../../../models/index.ts";
import { must } from "../must.ts";
import { placeOf } from "../trace/words.ts";
import type { Race } from "../walk/walk.ts";
import { callOf, type Event, type Site, type Step } from "./events.ts";
import { actOf } from "./findings.ts";
import { systemOf } from "./hunt.ts";
import { isRace, type Meeting } from "./meetings.ts";
import { Watched } from "./watched.ts";

/** One side of a meeting, in a step of the run: from 0. */
export interface Reached {
  at: number;
  /** The innermost kernel function. */
  where: string;
  /** "read", "write (marked)": as KCSAN says it. */
  how: string;
}

/** No lock, and nothing else, orders these two. */
export interface Bare {
  /** "page 3 mapping", as the trace calls it. */
  word: string;
  early: Reached;
  late: Reached;
  /** One of them is plain, which C calls a data race. */
  isPlain: boolean;
}

/** In the order of the later one. `choices`: actors by number, a step each. */
export function bareIn({ scenario, kernel, without }: Race, choices: readonly number[]): Bare[] {
  const { era, release } = must(findEra(kernel), "such kernel");
  const run = new WatchedRun(systemOf({ scenario, era, release, without }));
  return choices.flatMap((actor) => run.next(actor));
}

class WatchedRun extends Watched {
  private readonly taken: Step[] = [];

  next(actor: number): Bare[] {
    const { met } = this.meetings;
    met.clear();
    this.step(actor);
    this.taken.push(must(this.latest, "such step"));
    const told = [...met.values()].map((meeting) => this.told(meeting));
    return [...new Map(told.map((each) => [JSON.stringify(each), each])).values()];
  }

  private told({ first, second, addr }: Meeting): Bare {
    const at = this.taken.length - 1;
    const { actor } = must(this.taken[at], "such step");
    const before = this.taken.findLastIndex((step) => step.actor !== actor && step.events.some(reaches(first, addr)));
    const { object, field } = placeOf(this.k, addr);
    return {
      word: field === "" ? object : `${object} ${field}`,
      early: reached(before, first),
      late: reached(at, second),
      isPlain: isRace(first, second),
    };
  }
}

function reached(at: number, site: Site): Reached {
  return { at, where: callOf(site), how: actOf(site).how };
}

function reaches(site: Site, addr: number): (event: Event) => boolean {
  return (event) =>
    ("site" in event && event.site === site && "addr" in event && event.addr === addr) ||
    (event.what === "free" && event.site === site && addr >= event.start && addr < event.start + event.bytes);
}
