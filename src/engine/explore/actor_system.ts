/**
 * The short way to a system: an initial state, actors, invariants. The state is a few words with names, and an actor is a generator that loads and
 * stores them. Each `yield` ends a step; where it yields a condition, the actor looks, waits if need be, and goes on. README.md has an example.
 */
import { mix } from "./state_key.ts";
import type { System, Violation } from "./system.ts";

type Words<Name extends string> = Record<Name, number>;
type Condition = () => boolean;
type Actor = Generator<Condition | undefined, void>;

export interface Parts<Name extends string> {
  /** Words by name, as they are in the beginning: whole numbers of 32 bits. */
  state: Words<Name>;
  /** At most 16. What an actor does depends on nothing but the words that it loads. */
  actors: Record<string, (words: Words<Name>) => Actor>;
  /** What must hold after every step. */
  invariants?: Record<string, (words: Readonly<Words<Name>>) => boolean>;
}

interface Standing {
  actor: Actor;
  /** Null: it is done. */
  goesOn: Condition | null;
  /** It has looked, and it did not hold. */
  waits: boolean;
  /** What it has loaded so far, as a number. */
  place: number;
}

const always = () => true;

export class ActorSystem<Name extends string> implements System {
  readonly actors: readonly string[];
  footprint = new Int32Array(0);
  private readonly parts: Parts<Name>;
  private readonly names: string[];
  /** What actors, conditions and invariants are given: it notes what they do. */
  private readonly words = {} as Words<Name>;
  private values: number[] = [];
  private standings: Standing[] = [];
  private started: Violation | null = null;
  private readonly places = new Map<string, number>();
  private accesses: number[] = [];
  private loaded: number[] = [];
  /** What the invariants looked at when they were last asked. */
  private watched: number[] = [];

  constructor(parts: Parts<Name>) {
    this.parts = parts;
    this.names = Object.keys(parts.state);
    this.actors = Object.keys(parts.actors);
    this.names.forEach((name, at) => {
      const address = 4 * (at + 1);
      const get = () => {
        this.accesses.push(address);
        this.loaded.push(this.values[at] as number);
        return this.values[at];
      };
      const set = (value: number) => {
        this.accesses.push(address | 1);
        this.values[at] = value | 0;
      };
      Object.defineProperty(this.words, name, { get, set });
    });
    // A word that is not in `state` would be shared behind the explorer's back.
    Object.preventExtensions(this.words);
  }

  reset(): void {
    this.values = Object.values<number>(this.parts.state).map((value) => value | 0);
    this.standings = Object.values(this.parts.actors).map((start) => {
      return { actor: start(this.words), goesOn: always, waits: false, place: 0 };
    });
    this.started = this.broken();
  }
  checkStart(): Violation | null {
    return this.started;
  }

  step(actor: number): Violation | null {
    const standing = this.standings[actor] as Standing;
    const { result, accesses, loaded } = this.noting(() => this.advance(actor, standing));
    standing.waits = result === null;
    if (result !== null) standing.goesOn = result.done ? null : (result.value ?? always);
    standing.place = this.placeOf(`${standing.place} ${loaded}`);
    // What changes an answer of the invariants depends on all that the answer depends on.
    const matters = accesses.some((access) => (access & 1) === 1 && this.watched.includes(access & ~1));
    const broken = matters ? this.broken() : null;
    this.footprint = Int32Array.from(matters ? [...accesses, ...this.watched] : accesses);
    return result !== null && "thrown" in result ? result.thrown : broken;
  }

  enabled(): number {
    return this.mask(({ goesOn, waits }) => goesOn !== null && (!waits || this.noting(goesOn).result));
  }
  finished(): number {
    return this.mask(({ goesOn }) => goesOn === null);
  }
  waitsOn(actor: number): readonly number[] {
    const goesOn = this.standings[actor]?.goesOn;
    return goesOn ? this.noting(goesOn).accesses : [];
  }
  place(actor: number): number {
    return this.standings[actor]?.place ?? 0;
  }
  get touched(): number {
    return this.footprint.length;
  }
  get hashA(): number {
    return this.values.reduce((hash, value) => mix(hash ^ value), 1);
  }
  get hashB(): number {
    return this.values.reduce((hash, value) => mix(hash + value), 2);
  }
  exact(): string {
    return JSON.stringify([this.values, this.standings.map(({ place, waits }) => [place, waits])]);
  }
  checkEnd(): Violation | null {
    return null;
  }
  outcome(): string {
    return this.names.map((name, at) => `${name} ${this.values[at]}`).join(", ");
  }

  /** Null: it looked, and must wait. */
  private advance(actor: number, standing: Standing) {
    try {
      return standing.goesOn?.() ? standing.actor.next() : null;
    } catch (error) {
      const thrown = {
        kind: String(error),
        message: `${this.actors[actor]} threw ${String(error)} (${this.outcome()})`,
      };
      return { done: true, thrown } as const;
    }
  }

  private broken(): Violation | null {
    const { invariants = {} } = this.parts;
    const { result, accesses } = this.noting(() => Object.entries(invariants).find(([, holds]) => !holds(this.words)));
    this.watched = accesses;
    return result ? { kind: result[0], message: `not so: ${result[0]} (${this.outcome()})` } : null;
  }

  /** Runs a piece of an actor, a condition or the invariants, and says what it loaded and stored. */
  private noting<R>(work: () => R): { result: R; accesses: number[]; loaded: number[] } {
    this.accesses = [];
    this.loaded = [];
    const result = work();
    return { result, accesses: this.accesses, loaded: this.loaded };
  }

  private placeOf(history: string): number {
    const known = this.places.get(history) ?? this.places.size + 1;
    this.places.set(history, known);
    return known;
  }

  private mask(holds: (standing: Standing) => boolean): number {
    return this.standings.reduce((mask, standing, at) => (holds(standing) ? mask | (1 << at) : mask), 0);
  }
}
