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
  /** Waits until one of the two is not 0; looks at the second only where it must. */
  | { op: "either"; word: number; other: number }
  /** Waits until `word` is 0 and `other` is 1, or `word` is not 0 and lock 3 is free. */
  | { op: "which"; word: number; other: number }
  /** Goes on at `to` if the register is `value`. */
  | { op: "jump"; value: number; to: number }
  /** Wrong if the register is `value`. */
  | { op: "never"; value: number };

export interface Toy {
  code: Instruction[][];
  /** False: who must wait takes no step in which it looks. */
  looks?: boolean;
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

export function startOf({ code, looks = true }: Toy): ToyState {
  return {
    words: Array.from({ length: WORDS }, () => 0),
    at: code.map(() => 0),
    registers: code.map(() => 0),
    waits: code.map(() => !looks),
  };
}

export function nextOf({ code }: Toy, { at }: ToyState, actor: number): Instruction | undefined {
  return code[actor]?.[must(at[actor], "such actor")];
}

/** What a step waits for, and the words that it looks at to know; null: for nothing. */
export function conditionOf(next: Instruction, words: readonly number[]): { holds: boolean; looksAt: number[] } | null {
  if (next.op === "lock") return { holds: words[next.word] === 0, looksAt: [next.word] };
  if (next.op === "await") return { holds: words[next.word] === next.value, looksAt: [next.word] };
  if (next.op === "either") {
    if (words[next.word] !== 0) return { holds: true, looksAt: [next.word] };
    return { holds: words[next.other] !== 0, looksAt: [next.word, next.other] };
  }
  if (next.op !== "which") return null;
  if (words[next.word] === 0) return { holds: words[next.other] === 1, looksAt: [next.word, next.other] };
  return { holds: words[3] === 0, looksAt: [next.word, 3] };
}

export function canStep(toy: Toy, state: ToyState): number[] {
  return toy.code.flatMap((_, actor) => {
    const next = nextOf(toy, state, actor);
    if (next === undefined) return [];
    return state.waits[actor] && conditionOf(next, state.words)?.holds === false ? [] : [actor];
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
  const condition = conditionOf(next, words);
  if (condition !== null) loads.push(...condition.looksAt);
  if (condition?.holds === false) return { to: { ...state, waits: set(state.waits, true) }, wrong: null, loads, stores };
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
  } else if (next.op === "lock") store(next.word, 1);
  else if (next.op === "jump") at = register === next.value ? next.to : at;
  else if (next.op === "never" && register === next.value) wrong = "never";
  const to = {
    words,
    at: set(state.at, at),
    registers: set(state.registers, register),
    waits: set(state.waits, toy.looks === false),
  };
  return { to, wrong: wrong ?? brokenIn(toy, to), loads, stores };
}
