/**
 * Is a step as good as one access? Lipton's movers (CACM 1975): taking a lock may as well happen later, giving one back earlier, an access that meets no
 * other at any time, and what meets others once at most: so does a lock that is tried while somebody has it. So R* N? L* is one; in anything else another CPU can come between two accesses.
 */
import { kindOf, LOCK_WORD } from "../../../models/machine/access.ts";
import { POOL_LOCK, SLOTS_LOCK } from "../../../models/machine/monitor.ts";
import { must } from "../must.ts";
import { type Event, type Site, type Step, TAKES } from "./events.ts";
import type { Meetings } from "./meetings.ts";

export interface Moves {
  readonly step: Step;
  /** Actors, one a step, up to this one. */
  readonly choices: readonly number[];
}

export interface Split {
  readonly step: string;
  readonly call: string;
  /** "RLN": the whole step. */
  readonly shape: string;
  /** Between these two others can run, and the step has no yield there. */
  readonly before: Move;
  readonly after: Move;
  readonly choices: readonly number[];
}

export interface Move {
  readonly mover: "R" | "N" | "L";
  readonly what: Event["what"];
  readonly site: Site;
  /** The declared operation that it is part of. */
  readonly name: string | null;
}

export class Steps {
  /** By function and name. */
  readonly all = new Set<string>();
  readonly operations = new Set<string>();
  /** That the machine has not. */
  readonly locks = new Set<string>();
  private readonly known = new Map<string, Moves>();

  see(step: Step, choices: readonly number[]): void {
    for (const event of step.events) {
      if ("name" in event && event.name !== null) this.operations.add(event.name);
      if (event.what === "enter") this.locks.add(event.site.word);
    }
    this.all.add(`${step.call}@${step.step}`);
    const key = `${step.call}@${step.step} ${signature(step.events)}`;
    const known = this.known.get(key);
    if (known === undefined || known.choices.length > choices.length)
      this.known.set(key, { step, choices: [...choices] });
  }

  /** Those that are not one access; of each step of a function the shortest. */
  split(meetings: Meetings): Split[] {
    const found = new Map<string, Split>();
    for (const { step, choices } of this.known.values()) {
      const moves = movesOf(step, meetings);
      const at = breaksAt(moves);
      if (at < 0) continue;
      const shape = moves.map(({ mover }) => mover).join("");
      const [before, after] = [must(moves[at - 1], "move"), must(moves[at], "move")];
      const key = `${step.call}@${step.step}`;
      const known = found.get(key);
      if (known !== undefined && known.shape.length <= shape.length) continue;
      found.set(key, { step: step.step, call: step.call, shape, before, after, choices });
    }
    return [...found.values()];
  }
}

function signature(events: readonly Event[]): string {
  const groups = new Map<number, number>();
  return events
    .map((event) => {
      if (!("group" in event)) return "";
      if (!groups.has(event.group)) groups.set(event.group, groups.size);
      return `${event.what === "access" ? event.site.id : `${event.what}${event.lock}`}/${groups.get(event.group)}`;
    })
    .join();
}

/** What they protect is one step, however many regions the kernel has there: content/lockless.yaml. */
const NOT_IN_ORDER = new Set([-POOL_LOCK, -SLOTS_LOCK, -(POOL_LOCK | SLOTS_LOCK)]);

/** A lock that nobody else takes is none, and an access that meets nobody can be made at any time. Who tries a lock sees when it is taken and given back. */
function movesOf({ actor, events }: Step, { contended, users }: Meetings): Move[] {
  const moves: Move[] = [];
  let group = 0;
  for (const event of events) {
    if (!("group" in event)) continue;
    const { site, name } = event;
    const isLock = event.what !== "access";
    if (isLock && NOT_IN_ORDER.has(event.lock)) continue;
    if (isLock ? !users.shared.has(event.lock) : kindOf(site.access) === LOCK_WORD || !contended.has(site.id)) continue;
    const isSeen = isLock && users.isTried(event.lock, { actor, isShared: event.what.endsWith("-shared") });
    if (isLock && event.what !== "busy" && !isSeen && name === null) {
      moves.push({ mover: TAKES.includes(event.what) ? "R" : "L", what: event.what, site, name });
      continue;
    }
    if (event.group !== 0 && event.group === group) continue;
    group = event.group;
    moves.push({ mover: "N", what: event.what, site, name });
  }
  return moves;
}

/** The first move that comes too late, or -1. */
function breaksAt(moves: readonly Move[]): number {
  let past = false;
  for (const [at, { mover }] of moves.entries()) {
    if (mover === "L") past = true;
    else if (past) return at;
    else if (mover === "N") past = true;
  }
  return -1;
}
