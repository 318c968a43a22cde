// What an actor has learnt in a step is kept as a hash; actors that learnt different things must not pass for the same.
import { expect, it } from "vitest";
import { Memory, NULL_END } from "../../models/machine/memory.ts";

const ADDR = NULL_END;

it("tells what was learnt apart, in short sequences of small words", () => {
  const memory = new Memory({ heapBytes: 64, pages: 0, pageBytes: 64, frameBytes: 0 });
  memory.mark(ADDR, 4, true);
  const learn = (values: number[]) => {
    memory.clearFootprint();
    for (const value of values) {
      memory.store(ADDR, value);
      memory.load(ADDR);
    }
    return `${memory.learntA} ${memory.learntB}`;
  };
  const words = [0, 1, 2, 3, 16, 17, -1];
  const sequences = [[], ...words.map((a) => [a]), ...words.flatMap((a) => words.map((b) => [a, b]))];
  const deeper = sequences.flatMap((sequence) => words.map((word) => [...sequence, word, 0]));
  const all = new Set([...sequences, ...deeper].map((sequence) => `${sequence}`));
  const hashes = new Set([...all].map((text) => learn(text === "" ? [] : text.split(",").map(Number))));
  expect(hashes.size).toBe(all.size);
});
