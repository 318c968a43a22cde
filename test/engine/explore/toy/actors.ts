/** A toy as a system of actors, each of which says at every pause what it remembers: its place in the program is the step's name, its register the rest. */
import { type Actor, ActorSystem } from "../../../../src/engine/explore/actor_system.ts";
import type { Pause } from "../../../../src/engine/explore/pauses.ts";
import { must } from "../../../../src/engine/must.ts";
import { type Instruction, type Toy, wantedOf } from "./language.ts";

type Start = { w: readonly number[]; registers: readonly number[] };
type Shared = { w: number[]; registers: number[] };

/** An actor begins without a look, so none may begin with one. */
export function beginning({ code, ...rest }: Toy): Toy {
  const first: Instruction = { op: "load", word: 0 };
  const later = (each: Instruction) => (each.op === "jump" ? { ...each, to: each.to + 1 } : each);
  return { code: code.map((all) => [first, ...all.map(later)]), ...rest };
}

/** Registers count in the end, when each actor leaves its own in a word. */
export class ToyActors extends ActorSystem<Start> {
  /** `remembers`: null: nothing is said of it. */
  constructor({ code, quiet = false, invariant }: Toy, remembers: ((register: number) => readonly number[]) | null) {
    super({
      words: { w: [0, 0, 0, 0], registers: code.map(() => 0) },
      actors: Object.fromEntries(code.map((all, actor) => [`actor ${actor}`, run(all, quiet, remembers, actor)])),
      invariants: {
        invariant: ({ w }) =>
          invariant === null || w[invariant.word] !== invariant.value || w[invariant.other] !== invariant.otherValue,
      },
    });
  }
  override outcome(): string {
    const numbers = super.outcome().match(/\d+/g) ?? [];
    return `${numbers.slice(0, 4)} ${numbers.slice(4)}`;
  }
}

function run(
  code: readonly Instruction[],
  quiet: boolean,
  remembers: ((register: number) => readonly number[]) | null,
  me: number,
): Actor<Start> {
  return function* ({ w, registers }: Shared): Generator<Pause, void> {
    let at = 0;
    let register = 0;
    for (let next = code[at]; next !== undefined; next = code[at]) {
      if (at > 0 || register > 0) {
        const waited = next;
        const says = remembers ? { remembers: remembers(register) } : {};
        const wanted = wantedOf(waited);
        if (waited.op === "either") {
          yield { step: `${at}`, until: () => w[waited.word] !== 0 || w[waited.other] !== 0, ...says };
        } else if (wanted !== null && "word" in waited) {
          yield { step: `${at}`, until: () => w[waited.word] === wanted, ...(quiet && { looks: false }), ...says };
        } else yield { step: `${at}`, ...says };
      }
      const load = (word: number) => must(w[word], "such word");
      const store = (word: number, value: number) => {
        w[word] = value % 4;
      };
      at++;
      if (next.op === "load") register = load(next.word);
      else if (next.op === "store") store(next.word, next.value);
      else if (next.op === "spill") store(next.word, register + next.value);
      else if (next.op === "add") store(next.word, load(next.word) + next.value);
      else if (next.op === "claim") {
        register = load(next.word);
        if (register === 0) store(next.word, next.value);
      } else if (next.op === "pour") {
        const all = load(next.word) + (next.into === next.word ? 0 : load(next.into));
        store(next.word, 0);
        store(next.into, all);
      } else if (next.op === "guarded") {
        register = load(next.other);
        store(next.other, register + 1);
      } else if (next.op === "lock") store(next.word, 1);
      else if (next.op === "jump") at = register === next.value ? next.to : at;
      else if (next.op === "never" && register === next.value) throw "never";
      if (code[at] === undefined) registers[me] = register;
    }
  };
}
