/** The words that the actors of actor_system.ts share: by name, alone or in arrays. Whoever loads or stores one leaves a note of it. */
import { must } from "./must.ts";

/** What the words are in the beginning: whole numbers of 32 bits. */
export type Start = Readonly<Record<string, number | readonly number[]>>;
/** The words as an actor sees them. */
export type Words<S extends Start> = { [Name in keyof S]: S[Name] extends number ? number : number[] };

/** Bit 0 of an access says that it stored, as in `System.footprint`. */
const WORD = 4;

export class NamedWords<S extends Start> {
  /** What actors, conditions and invariants are given. */
  readonly seen: Words<S>;
  values: number[] = [];
  private readonly start: S;
  /** "turn", "flag[0]": of each word. */
  private readonly names: string[] = [];
  private accesses: number[] = [];
  private loaded: number[] = [];

  constructor(start: S) {
    this.start = start;
    const seen = {};
    for (const [name, value] of Object.entries(start)) {
      if (typeof value === "number") this.add(seen, name, name);
      else Object.defineProperty(seen, name, { value: this.array(name, value.length), enumerable: true });
    }
    // A word that is not there from the start would be shared behind the explorer's back.
    this.seen = Object.preventExtensions(seen) as Words<S>;
  }

  reset(): void {
    this.values = Object.values(this.start)
      .flat()
      .map((value) => value | 0);
  }

  /** Runs a piece of an actor, a condition or the invariants, and says what it loaded and stored. */
  noting<R>(work: () => R): { result: R; accesses: number[]; loaded: number[] } {
    this.accesses = [];
    this.loaded = [];
    const result = work();
    return { result, accesses: this.accesses, loaded: this.loaded };
  }

  valueOf(word: number): number | undefined {
    return this.values[word / WORD - 1];
  }
  nameOf(word: number): string {
    return this.names[word / WORD - 1] ?? `word ${word}`;
  }

  text(): string {
    const values = this.values.values();
    const next = () => values.next().value;
    const shown = Object.entries(this.start).map(([name, value]) => {
      return `${name} ${typeof value === "number" ? next() : `[${value.map(next).join(", ")}]`}`;
    });
    return shown.join(", ");
  }

  private array(name: string, length: number): number[] {
    const words: number[] = [];
    for (let at = 0; at < length; at++) this.add(words, at, `${name}[${at}]`);
    return Object.preventExtensions(words);
  }

  private add(to: object, key: string | number, name: string): void {
    const at = this.names.push(name) - 1;
    const word = WORD * (at + 1);
    const get = () => {
      this.accesses.push(word);
      this.loaded.push(must(this.values[at], "value"));
      return this.values[at];
    };
    const set = (value: number) => {
      this.accesses.push(word | 1);
      this.values[at] = value | 0;
    };
    Object.defineProperty(to, key, { get, set, enumerable: true });
  }
}
