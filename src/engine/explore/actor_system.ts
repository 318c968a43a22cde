/**
 * The short way to a system: words, actors, and what must hold. An actor is a generator that loads and stores the words. Each `yield` ends a
 * step, and can say of the next one what it does and what it waits for. README.md has examples.
 */
import { must } from "./must.ts";
import { NamedWords, type Start, type Words } from "./named_words.ts";
import { mix } from "./state_key.ts";
import type { Eventually, System, Violation } from "./system.ts";

type Condition = () => boolean;
/**
 * What an actor says of its next step: what it does, what must hold before it, or both. An actor that must wait looks, waits, and goes on. `remembers`: all
 * that the rest of it depends on besides the words and the name of this step. Whatever else it has learnt so far no longer tells two states apart.
 */
export type Pause = string | Condition | { step: string; until?: Condition; remembers?: readonly number[] } | undefined;
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

interface Standing {
  actor: Generator<Pause, void>;
  /** Null: it is done. */
  goesOn: Condition | null;
  /** What its next step does, in words. */
  next: string;
  /** It has looked, and it did not hold. */
  waits: boolean;
  /** What it has loaded since it last said what it remembers, and that, as a number; and all that it has ever loaded. */
  place: number;
  history: number;
}

const always = () => true;
/** What is left of an actor that is done: no text of a place, all of which have a space in them. */
const DONE = "done";

export class ActorSystem<S extends Start> implements System {
  readonly actors: readonly string[];
  readonly eventually: readonly Eventually[];
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
    this.words = new NamedWords(parts.words);
    this.eventually = Object.entries(parts.eventually ?? {}).map(([what, holds]) => {
      return { what, holds: () => this.words.noting(() => holds(this.words.seen)).result };
    });
  }

  reset(): void {
    this.words.reset();
    this.standings = Object.values(this.parts.actors).map((start) => {
      return { actor: start(this.words.seen), goesOn: always, next: "starts", waits: false, place: 0, history: 0 };
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
    if (result !== null) Object.assign(standing, result.done ? { goesOn: null } : announced(result.value));
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
    return this.mask(({ goesOn, waits }) => goesOn !== null && (!waits || this.words.noting(goesOn).result));
  }
  finished(): number {
    return this.mask(({ goesOn }) => goesOn === null);
  }
  waitsOn(actor: number): readonly number[] {
    const goesOn = this.standings[actor]?.goesOn;
    return goesOn ? this.words.noting(goesOn).accesses : [];
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

function announced(pause: Pause): Pick<Standing, "goesOn" | "next"> {
  if (typeof pause === "string") return { goesOn: always, next: pause };
  if (typeof pause === "object") return { goesOn: pause.until ?? always, next: pause.step };
  return { goesOn: pause ?? always, next: "goes on" };
}

/** Null: it says nothing of that, so it may be anything. No history looks like this. */
function remembered(pause: Pause): string | null {
  return typeof pause === "object" && pause.remembers ? `${pause.step}: ${pause.remembers}` : null;
}
