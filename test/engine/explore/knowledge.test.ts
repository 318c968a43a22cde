/** What an actor has learnt is kept as a hash; actors that learnt different things must not pass for the same. */
import { describe, expect, it } from "vitest";
import { enclosed } from "../../../models/machine/atomic.ts";
import { Knowledge } from "../../../models/machine/knowledge.ts";
import { Memory } from "../../../models/machine/memory.ts";
import type { Steps } from "../../../models/machine/step.ts";

const words = [0, 1, 2, 3, 16, 17, -1];

describe("what an actor has learnt", () => {
  it("is told apart, in short sequences of small words", () => {
    const sequences = [[], ...words.map((a) => [a]), ...words.flatMap((a) => words.map((b) => [a, b]))];
    const deeper = sequences.flatMap((sequence) => words.map((word) => [...sequence, word, 0]));
    const all = new Set([...sequences, ...deeper].map((sequence) => `${sequence}`));
    const texts = [...all].map((text) => {
      const knowledge = new Knowledge();
      if (text !== "") for (const word of text.split(",")) knowledge.learn(Number(word));
      return knowledge.text;
    });
    expect(new Set(texts).size).toBe(all.size);
  });
});

describe("what a function has learnt", () => {
  const kernel = () => {
    const memory = new Memory({ heapBytes: 64, pages: 0, pageBytes: 64, frameBytes: 0 });
    const knowledge = new Knowledge();
    memory.knowledge = knowledge;
    return { memory, knowledge };
  };
  const finish = (steps: Steps<unknown>) => {
    while (!steps.next().done);
  };
  const learning = (word: number, result: unknown) =>
    enclosed(function* (k: { memory: Memory }, _argument: unknown): Steps<unknown> {
      k.memory.knowledge?.learn(word);
      yield "user:look";
      return result;
    });
  /** Knowledge of a caller when two functions have learnt different words. */
  const afterwards = (result: unknown, argument: unknown) =>
    words.map((word) => {
      const k = kernel();
      finish(learning(word, result)(k, argument));
      return k.knowledge.text;
    });

  it("is gone when it returns a word, but for the word", () => {
    expect(new Set(afterwards(7, null)).size).toBe(1);
    expect(afterwards(7, null)).not.toEqual(afterwards(8, null));
  });

  it("is its caller's where it could have left something there", () => {
    expect(new Set(afterwards([], null)).size).toBe(words.length);
    expect(new Set(afterwards(7, [])).size).toBe(words.length);
    expect(new Set(afterwards(7, () => {})).size).toBe(words.length);
  });

  it("is not its caller's while it runs", () => {
    const k = kernel();
    const before = k.knowledge.text;
    const steps = learning(5, 0)(k, null);
    steps.next();
    expect(k.knowledge.text.startsWith(before)).toBe(true);
    expect(k.knowledge.text).not.toBe(before);
  });
});
