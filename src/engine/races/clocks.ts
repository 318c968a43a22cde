/**
 * What happened before what, by vector clocks (FastTrack, PLDI 2009): each actor knows how far it has heard of each other one. Locks, last references, work
 * and wake-ups carry that from one to the next. Clocks are never changed in place, so that a search can go back.
 */
import { must } from "../must.ts";
import type { Undo } from "./undo.ts";

export type Clock = readonly number[];

/** What an address hands on: `all` to whoever comes next, `readers` only to one who comes alone. */
interface Carrier {
  all: Clock;
  readers: Clock;
}

export class Clocks {
  readonly of: Clock[];
  private readonly carriers = new Map<number, Carrier>();
  /** Frames change hands under locks that the machine has not. */
  private readonly frames = new Map<number, { all: Clock }>();
  private readonly undo: Undo;
  private readonly nothing: Clock;

  constructor(actors: number, undo: Undo) {
    this.undo = undo;
    this.nothing = Array.from({ length: actors }, () => 0);
    this.of = Array.from({ length: actors }, (_, actor) => this.nothing.map((_, each) => (each === actor ? 1 : 0)));
  }

  acquire(actor: number, at: number): void {
    const { all, readers } = this.carrier(at);
    this.hear(actor, all);
    this.hear(actor, readers);
  }
  acquireShared(actor: number, at: number): void {
    this.hear(actor, this.carrier(at).all);
  }
  release(actor: number, at: number): void {
    this.undo.set(this.carrier(at), "all", this.clock(actor));
    this.tick(actor);
  }
  releaseShared(actor: number, at: number): void {
    const carrier = this.carrier(at);
    this.undo.set(carrier, "readers", joined(carrier.readers, this.clock(actor)));
    this.tick(actor);
  }
  /** Adds to what is handed on, instead of replacing it. */
  publish(actor: number, at: number): void {
    const carrier = this.carrier(at);
    this.undo.set(carrier, "all", joined(carrier.all, this.clock(actor)));
    this.tick(actor);
  }

  handedOn(at: number): Clock {
    return this.carrier(at).all;
  }

  hearOfFrame(actor: number, frame: number): void {
    const known = this.frames.get(frame);
    if (known !== undefined) this.hear(actor, known.all);
  }
  tellOfFrame(actor: number, frame: number): void {
    let known = this.frames.get(frame);
    if (known === undefined) {
      known = { all: this.nothing };
      this.frames.set(frame, known);
    }
    const all = joined(known.all, this.clock(actor));
    if (all !== known.all) this.undo.set(known, "all", all);
  }

  /** What the actor does from now on nobody has heard of. */
  tick(actor: number): void {
    const clock = this.clock(actor).slice();
    clock[actor] = must(clock[actor], "clock") + 1;
    this.undo.set(this.of, actor, clock);
  }

  digest(): number {
    let digest = 0;
    const add = (key: number, clock: Clock) => {
      for (let each = 0; each < clock.length; each++)
        digest = (digest + mixed(key, each, must(clock[each], "clock"))) | 0;
    };
    for (const [actor, clock] of this.of.entries()) add(actor, clock);
    for (const [at, { all, readers }] of this.carriers) {
      add(at, all);
      add(at + 0.5, readers);
    }
    for (const [frame, { all }] of this.frames) add(-100 - frame, all);
    return digest;
  }

  private hear(actor: number, from: Clock): void {
    const mine = this.clock(actor);
    const all = joined(mine, from);
    if (all !== mine) this.undo.set(this.of, actor, all);
  }
  private clock(actor: number): Clock {
    return must(this.of[actor], "clock");
  }
  private carrier(at: number): Carrier {
    let known = this.carriers.get(at);
    if (known === undefined) {
      known = { all: this.nothing, readers: this.nothing };
      this.carriers.set(at, known);
    }
    return known;
  }
}

export function mixed(a: number, b: number, c: number): number {
  let hash = Math.imul((a * 2) | 0, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return c === 0 ? 0 : hash ^ (hash >>> 13);
}

/** The same object where nothing is new. */
function joined(to: Clock, from: Clock): Clock {
  let all: number[] | null = null;
  for (let each = 0; each < from.length; each++) {
    if (must(from[each], "clock") <= must((all ?? to)[each], "clock")) continue;
    all ??= to.slice();
    all[each] = must(from[each], "clock");
  }
  return all ?? to;
}
