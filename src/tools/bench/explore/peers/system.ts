/** A program for the explorer. An actor stands where spin's process stands: at a step, with its locals; and it has looked, or not. */
import type { Gate, System, Violation } from "../../../../engine/explore/system.ts";
import { must } from "../../../../engine/must.ts";
import type { Program, Step } from "./program.ts";

type Names = Record<string, number | number[]>;
type Run = (shared: Names, locals: Names, me: number) => number;

interface Compiled {
  when: Run;
  /** It waits for one word, whatever the others are. */
  hasGate: boolean;
  /** Where it goes on, or -1: it is wrong. */
  go: Run;
}
interface Standing {
  at: number;
  locals: Names;
  waits: boolean;
}

export class ProgramSystem implements System {
  readonly actors: readonly string[];
  footprint = new Int32Array(0);
  private readonly program: Program;
  private readonly code: readonly (readonly Compiled[])[];
  private readonly shared: Names = {};
  private readonly touchedWords = new Set<number>();
  private values: number[] = [];
  private standings: Standing[] = [];
  private before: { values: number[]; actor: number; standing: Standing }[] = [];
  private readonly places = new Map<string, number>();

  constructor(program: Program) {
    this.program = program;
    this.actors = program.processes.map((_, me) => `p${me}`);
    let count = 0;
    for (const [name, value] of Object.entries(program.words)) {
      const array: number[] = [];
      if (typeof value === "number") this.share(this.shared, name, count++);
      else for (const [at] of value.entries()) this.share(array, at, count++);
      if (typeof value !== "number") this.shared[name] = array;
    }
    this.code = program.processes.map(({ locals, steps }) =>
      steps.map((step, at) => compiled(Object.keys(program.words), locals, step, at)),
    );
    this.reset();
  }

  reset(): void {
    this.values = Object.values(this.program.words).flat();
    this.before = [];
    this.standings = this.program.processes.map(({ locals }) => {
      return { at: 0, locals: Object.fromEntries(locals.map((name) => [name, 0])), waits: false };
    });
  }
  undoTo(depth: number): void {
    while (this.before.length > depth) {
      const { values, actor, standing } = must(this.before.pop(), "state to take back");
      this.values = values;
      this.standings[actor] = standing;
    }
  }

  enabled(): number {
    return this.mask(({ at, waits }, actor) => {
      return at < this.length(actor) && ((!waits && !this.hasGate(actor)) || this.goesOn(actor));
    });
  }
  finished(): number {
    return this.mask(({ at }, actor) => at >= this.length(actor));
  }
  step(actor: number): Violation | null {
    const standing = must(this.standings[actor], "standing");
    this.before.push({ values: this.values.slice(), actor, standing });
    this.touchedWords.clear();
    const next: Standing = { ...standing, locals: { ...standing.locals }, waits: !this.goesOn(actor) };
    if (!next.waits) next.at = this.compiledAt(actor).go(this.shared, next.locals, actor);
    this.standings[actor] = next;
    this.footprint = Int32Array.from(this.touchedWords);
    return next.at < 0 ? { kind: "assert", message: `p${actor} at ${standing.at}` } : null;
  }
  get touched(): number {
    return this.footprint.length;
  }
  place(actor: number): number {
    const { at, locals, waits } = must(this.standings[actor], "standing");
    const text = at >= this.length(actor) ? "done" : `${at} ${waits} ${Object.values(locals)}`;
    const known = this.places.get(text) ?? this.places.size;
    this.places.set(text, known);
    return known;
  }
  waitsOn(actor: number): readonly number[] {
    const gate = this.gate(actor);
    if (gate !== null) return [gate.word];
    return this.standings[actor]?.waits ? this.looksAt(actor) : [];
  }
  gate(actor: number): Gate | null {
    if ((this.standings[actor]?.at ?? 0) >= this.length(actor) || !this.hasGate(actor)) return null;
    const [word = 0] = this.looksAt(actor);
    const opens = (value: number) => {
      const { values } = this;
      this.values = values.with(word / 4 - 1, value);
      const goesOn = this.goesOn(actor);
      this.values = values;
      return goesOn;
    };
    return { word, opens };
  }
  valueAt(word: number): number {
    return this.values[word / 4 - 1] ?? 0;
  }
  get hashA(): number {
    return this.values.reduce((hash, value) => Math.imul(hash ^ value, 0x9e3779b1) + 1, 1);
  }
  get hashB(): number {
    return this.values.reduce((hash, value) => Math.imul(hash + value, 0x85ebca6b) ^ 7, 2);
  }
  exact(): string {
    return JSON.stringify([this.values, this.actors.map((_, actor) => this.place(actor))]);
  }
  checkEnd(): Violation | null {
    return null;
  }
  outcome(): string {
    return this.values.join();
  }

  private looksAt(actor: number): number[] {
    this.touchedWords.clear();
    this.goesOn(actor);
    return [...this.touchedWords];
  }
  private goesOn(actor: number): boolean {
    const { locals } = must(this.standings[actor], "standing");
    return this.compiledAt(actor).when(this.shared, locals, actor) !== 0;
  }
  /** An actor whose assertion failed has no instruction any more. */
  private hasGate(actor: number): boolean {
    return this.code[actor]?.[this.standings[actor]?.at ?? 0]?.hasGate === true;
  }
  private compiledAt(actor: number): Compiled {
    return must(this.code[actor]?.[this.standings[actor]?.at ?? 0], "instruction");
  }
  private length(actor: number): number {
    return this.code[actor]?.length ?? 0;
  }
  private mask(holds: (standing: Standing, actor: number) => boolean): number {
    return this.standings.reduce((mask, each, at) => (holds(each, at) ? mask | (1 << at) : mask), 0);
  }

  private share(to: object, key: string | number, word: number): void {
    const get = () => {
      this.touchedWords.add(4 * (word + 1));
      return this.values[word];
    };
    const set = (value: number) => {
      this.touchedWords.add((4 * (word + 1)) | 1);
      // A byte, as spin has it.
      this.values[word] = value & 255;
    };
    Object.defineProperty(to, key, { get, set, enumerable: true });
  }
}

function compiled(words: readonly string[], locals: readonly string[], step: Step, at: number): Compiled {
  const { when = "true", does = [], assert = "true", to = [] } = step;
  const own = (text: string) =>
    text.replace(/[a-z]\w*/gi, (name) =>
      words.includes(name) ? `shared.${name}` : locals.includes(name) ? `locals.${name}` : name,
    );
  const ways = to.map(([condition, next]) => `if (${own(condition)}) return ${next};`);
  const go = [
    ...does.map((each) => `${own(each)};`),
    `if (!(${own(assert)})) return -1;`,
    ...ways,
    `return ${at + 1};`,
  ];
  const asked = when.match(/[a-z]\w*/gi)?.filter((name) => words.includes(name)) ?? [];
  return {
    hasGate: asked.length === 1,
    when: new Function("shared", "locals", "me", `return +(${own(when)});`) as Run,
    go: new Function("shared", "locals", "me", go.join("\n")) as Run,
  };
}
