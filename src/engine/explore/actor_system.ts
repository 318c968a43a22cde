/**
 * The short way to a system: words, actors, and what must hold. An actor is a generator that loads and stores the words. Each `yield` ends a
 * step, and can say of the next one what it does and what it waits for. README.md has examples.
 */
import { must } from "./must.ts";
import { NamedWords, type Start, type Words } from "./named_words.ts";
import { type Announced, announced, ENDED, FIRST, type Pause, remembered } from "./pauses.ts";
import { mix } from "./state_key.ts";
import type { Eventually, Gate, System, Violation } from "./system.ts";

export type Actor<S extends Start> = (words: Words<S>) => Generator<Pause, void>;
/** By name: what must hold. */
export type Checks<S extends Start> = Readonly<Record<string, (words: Readonly<Words<S>>) => boolean>>;

export interface Parts<S extends Start> {
  /** Words and arrays of words by name, as they are in the beginning: whole numbers of 32 bits. */
  words: S;
  /** At most 16. What an actor does depends on nothing but the words that it loads. */
  actors: Readonly<Record<string, Actor<S>>>;
  /** What must hold from the start and after every step. */
  invariants?: Checks<S>;
  /** What must hold when all actors are done. */
  end?: Checks<S>;
  /** What every fair order must come to, be it for a moment. */
  eventually?: Checks<S>;
}

interface Standing extends Announced {
  actor: Generator<Pause, void>;
  /** It has looked, and it did not hold. */
  waits: boolean;
  /** What it has loaded since it last said what it remembers, and that, as a number; and all that it has ever loaded. */
  place: number;
  history: number;
}

/** What is left of an actor that is done: no text of a place, all of which have a space in them. */
const DONE = "done";

export class ActorSystem<S extends Start> implements System {
  readonly actors: readonly string[];
  readonly eventually: readonly Eventually[];
  /** One function doesn't know which of its actors it is. */
  readonly equal: readonly (readonly number[])[];
  footprint = new Int32Array(0);
  lastStep = "";
  private readonly parts: Parts<S>;
  private readonly words: NamedWords<S>;
  private standings: Standing[] = [];
  private started: Violation | null = null;
  private readonly places = new Map<string, number>();
  /** What the invariants looked at when they were last asked. */
  private watched: number[] = [];
  private readonly forgets: boolean;
  /** What was done from each place by each that loaded the same there, where nothing is forgotten. */
  private readonly continued = new Map<string, string>();
  contradiction: string | null = null;

  constructor(parts: Parts<S>, { forgets = true } = {}) {
    this.parts = parts;
    this.forgets = forgets;
    this.actors = Object.keys(parts.actors);
    const code = Object.values(parts.actors);
    this.equal = [...new Set(code)].map((each) => [...code.keys()].filter((actor) => code[actor] === each));
    this.words = new NamedWords(parts.words);
    this.eventually = Object.entries(parts.eventually ?? {}).map(([what, holds]) => {
      return { what, holds: () => this.words.noting(() => holds(this.words.seen)).result };
    });
  }

  reset(): void {
    this.words.reset();
    this.standings = Object.values(this.parts.actors).map((start) => {
      return { ...FIRST, actor: start(this.words.seen), waits: false, place: 0, history: 0 };
    });
    this.started = this.askInvariants();
  }
  checkStart(): Violation | null {
    return this.started;
  }

  step(actor: number): Violation | null {
    const standing = must(this.standings[actor], "standing");
    const { place, next } = standing;
    const { result, accesses, loaded } = this.words.noting(() => this.advance(actor, standing));
    standing.waits = result === null;
    this.lastStep = standing.waits ? `looks, and must wait for ${this.waitedFor(actor)}` : next;
    if (result !== null) Object.assign(standing, result.done ? ENDED : announced(result.value, this.words));
    standing.place = this.placeOf(result?.done ? DONE : ((result && remembered(result.value)) ?? `${place} ${loaded}`));
    standing.history = this.placeOf(`${standing.history} ${loaded}`);
    if (!this.forgets) this.compare(`${actor} ${place} ${loaded}`, next, [accesses, this.stored(accesses), standing]);
    // What changes an answer of the invariants depends on all that the answer depends on.
    const matters = accesses.some((access) => (access & 1) === 1 && this.watched.includes(access & ~1));
    const broken = matters ? this.askInvariants() : null;
    this.footprint = Int32Array.from(matters ? [...accesses, ...this.watched] : accesses);
    return result !== null && "thrown" in result ? result.thrown : broken;
  }

  enabled(): number {
    return this.mask(({ goesOn, gate, waits }) => {
      return goesOn !== null && ((!waits && gate === 0) || this.words.noting(goesOn).result);
    });
  }
  finished(): number {
    return this.mask(({ goesOn }) => goesOn === null);
  }
  waitsOn(actor: number): readonly number[] {
    const goesOn = this.standings[actor]?.goesOn;
    return goesOn ? this.words.noting(goesOn).accesses : [];
  }
  gate(actor: number): Gate | null {
    const { goesOn = null, gate: word = 0 } = this.standings[actor] ?? {};
    if (goesOn === null || word === 0) return null;
    return { word, opens: (value) => this.words.as(word, value, goesOn) };
  }
  valueAt(word: number): number {
    return this.words.valueOf(word) ?? 0;
  }
  waitedFor(actor: number): string {
    const names = this.waitsOn(actor).map((word) => this.words.nameOf(word));
    return [...new Set(names)].join(" or ");
  }
  place(actor: number): number {
    const standing = this.standings[actor];
    return (this.forgets ? standing?.place : standing?.history) ?? 0;
  }
  get touched(): number {
    return this.footprint.length;
  }
  get hashA(): number {
    return this.words.values.reduce((hash, value) => mix(hash ^ value), 1);
  }
  get hashB(): number {
    return this.words.values.reduce((hash, value) => mix(hash + value), 2);
  }
  exact(): string {
    return JSON.stringify([this.words.values, this.standings.map(({ waits }, actor) => [this.place(actor), waits])]);
  }
  unmerged(): System {
    return new ActorSystem(this.parts, { forgets: false });
  }
  checkEnd(): Violation | null {
    return this.words.noting(() => this.broken(this.parts.end, "in the end")).result;
  }
  outcome(): string {
    return this.words.text();
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

  private stored(accesses: readonly number[]): (number | undefined)[] {
    return accesses.filter((access) => (access & 1) === 1).map((access) => this.words.valueOf(access & ~1));
  }

  /** Whoever loads the same in the same place does the same, and comes to the same place, whatever it has loaded before. */
  private compare(from: string, step: string, did: [readonly number[], unknown, Standing]): void {
    const [accesses, stored, { place, waits, next }] = did;
    const text = JSON.stringify([accesses, stored, place, waits, next]);
    const before = this.continued.get(from) ?? text;
    this.continued.set(from, before);
    this.contradiction = before === text ? null : `"${step}" goes on in two ways from what it remembers`;
  }

  private askInvariants(): Violation | null {
    const { result, accesses } = this.words.noting(() => this.broken(this.parts.invariants, ""));
    this.watched = accesses;
    return result;
  }

  private broken(checks: Checks<S> = {}, when: string): Violation | null {
    const found = Object.entries(checks).find(([, holds]) => !holds(this.words.seen));
    if (!found) return null;
    const [kind] = found;
    return { kind, message: `not so${when && ` ${when}`}: ${kind} (${this.outcome()})` };
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
