import { must } from "../../../../src/engine/must.ts";
/**
 * A toy of a machine: a few actors, each with a program, a register and a place in it, over a few words of 0 to 3. Programs may jump, so they may
 * never end. What a step does is said here once, as a function from state to state, and nothing here comes from the explorer.
 */
export type Instruction =
  | { op: "load"; word: number }
  | { op: "store"; word: number; value: number }
  /** Stores the register, plus `value`. */
  | { op: "spill"; word: number; value: number }
  | { op: "add"; word: number; value: number }
  /** Loads; stores `value` if what it loaded is 0. */
  | { op: "claim"; word: number; value: number }
  /** Empties one word into another. */
  | { op: "pour"; word: number; into: number }
  /** Waits until the word is 0, and makes it 1. */
  | { op: "lock"; word: number }
  /** Waits until the word is `value`. */
  | { op: "await"; word: number; value: number }
  /** Waits until the word is 0, and adds 1 to another one: what is done while a lock is held, at once. */
  | { op: "guarded"; word: number; other: number }
  /** Waits until one of two words isn't 0. */
  | { op: "either"; word: number; other: number }
  /** Goes on at `to` if the register is `value`. */
  | { op: "jump"; value: number; to: number }
  /** Wrong if the register is `value`. */
  | { op: "never"; value: number };

export interface Toy {
  code: Instruction[][];
  /** Who waits for one word doesn't look at it first. */
  quiet?: boolean;
  /** Wrong whenever one word has the one value while the other has the other. */
  invariant: { word: number; value: number; other: number; otherValue: number } | null;
}

export interface ToyState {
  words: readonly number[];
  at: readonly number[];
  registers: readonly number[];
  /** Who has looked, and found that it must wait. */
  waits: readonly boolean[];
}

export interface ToyStep {
  to: ToyState;
  wrong: string | null;
  loads: number[];
  stores: number[];
}

const WORDS = 4;

export function startOf({ code }: Toy): ToyState {
  return {
    words: Array.from({ length: WORDS }, () => 0),
    at: code.map(() => 0),
    registers: code.map(() => 0),
    waits: code.map(() => false),
  };
}

export function nextOf({ code }: Toy, { at }: ToyState, actor: number): Instruction | undefined {
  return code[actor]?.[must(at[actor], "such actor")];
}

/** What one word must be for the next step, or null: that is not for one word to say. */
export function wantedOf(next: Instruction | undefined): number | null {
  return next?.op === "lock" || next?.op === "guarded" ? 0 : next?.op === "await" ? next.value : null;
}

function mustWait(next: Instruction, words: readonly number[]): boolean {
  if (next.op === "either") return words[next.word] === 0 && words[next.other] === 0;
  const wanted = wantedOf(next);
  return wanted !== null && "word" in next && words[next.word] !== wanted;
}

export function canStep(toy: Toy, state: ToyState): number[] {
  return toy.code.flatMap((_, actor) => {
    const next = nextOf(toy, state, actor);
    if (next === undefined) return [];
    const hasLooked = state.waits[actor] || (toy.quiet && wantedOf(next) !== null);
    return hasLooked && mustWait(next, state.words) ? [] : [actor];
  });
}

export function isOver(toy: Toy, state: ToyState): boolean {
  return toy.code.every((_, actor) => nextOf(toy, state, actor) === undefined);
}

export function endText({ words, registers }: ToyState): string {
  return `${words} ${registers}`;
}

export function brokenIn({ invariant }: Toy, { words }: ToyState): string | null {
  if (invariant === null) return null;
  const { word, value, other, otherValue } = invariant;
  return words[word] === value && words[other] === otherValue ? "invariant" : null;
}

export function takeStep(toy: Toy, state: ToyState, actor: number): ToyStep {
  const next = must(nextOf(toy, state, actor), "instruction left");
  const set = <T>(all: readonly T[], value: T) => all.with(actor, value);
  const loads: number[] = [];
  const stores: number[] = [];
  let { words } = state;
  const load = (word: number) => {
    loads.push(word);
    return must(words[word], "such word");
  };
  const store = (word: number, value: number) => {
    stores.push(word);
    words = words.with(word, value % 4);
  };
  if (mustWait(next, words)) {
    const looked = next.op === "either" ? [next.word, next.other] : "word" in next ? [next.word] : [];
    return { to: { ...state, waits: set(state.waits, true) }, wrong: null, loads: looked, stores };
  }
  let register = must(state.registers[actor], "such actor");
  let at = must(state.at[actor], "such actor") + 1;
  let wrong: string | null = null;
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
  } else if (next.op === "lock") {
    load(next.word);
    store(next.word, 1);
  } else if (next.op === "await") load(next.word);
  else if (next.op === "guarded") {
    load(next.word);
    register = load(next.other);
    store(next.other, register + 1);
  } else if (next.op === "either") {
    if (load(next.word) === 0) load(next.other);
  } else if (next.op === "jump") at = register === next.value ? next.to : at;
  else if (register === next.value) wrong = "never";
  const to = {
    words,
    at: set(state.at, at),
    registers: set(state.registers, register),
    waits: set(state.waits, false),
  };
  return { to, wrong: wrong ?? brokenIn(toy, to), loads, stores };
}
