/** Small programs at random: their ends on the machine, by the explorer, are those that a brute force over queues finds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { must } from "../../../src/engine/must.ts";
import { allEnds } from "./brute_force.ts";
import { endsOf } from "./machine.ts";
import { programOf } from "./program.ts";

const WORDS = ["x", "y", "z"] as const;
const kinds = fc.constantFrom("store", "store", "store", "load", "load", "load", "release", "xchg", "xchg_relaxed");
const between = fc.constantFrom("; ", "; ", "; ", "; ", "; wmb; ", "; mb; ");
const more = fc.option(fc.tuple(between, kinds, fc.constantFrom(...WORDS), fc.constantFrom("", "if r0: ")));
const thread = fc.record({
  first: kinds,
  between,
  second: kinds,
  more,
  locks: fc.integer({ max: 6 }).map((die) => die > 5),
});
/** Each thread has an access to a word and one to the next thread's: only such rounds tell orders apart. */
const programs = fc
  .oneof(...[2, 2, 3].map((threads) => fc.array(thread, { minLength: threads, maxLength: threads })))
  .map((threads) =>
    threads.map(({ first, between, second, more, locks }, at) => {
      const [own, others] = [must(WORDS[at], "word"), must(WORDS[(at + 1) % threads.length], "word")];
      const rest = more === null ? "" : `${more[0]}${more[3]}${accessOf(more[1], more[2], 2, at)}`;
      const text = `${accessOf(first, own, 0, at)}${between}${accessOf(second, others, 1, at)}${rest}`;
      return locks ? `lock; ${text}; unlock` : text;
    }),
  );

function accessOf(kind: string, word: string, register: number, thread: number): string {
  if (kind === "load") return `r${register}=${word}`;
  if (kind === "store") return `${word}=${thread + 1}`;
  return kind === "release" ? `${word}=${thread + 1} release` : `r${register}=${kind}(${word},${thread + 1})`;
}

describe("random programs", () => {
  const seen = { tso: 0, pso: 0 };

  it.each([1979, 2009])("end as they can (seed %i)", (seed) => {
    fc.assert(
      fc.property(programs, (threads) => {
        const program = programOf(...threads);
        const ends = (["sc", "tso", "pso"] as const).map((memory) => {
          const all = allEnds(program, memory);
          expect({ memory, ends: [...endsOf(program, memory)].sort() }).toEqual({ memory, ends: [...all].sort() });
          return all.size;
        });
        const [sc = 0, tso = 0, pso = 0] = ends;
        if (tso > sc) seen.tso++;
        if (pso > tso) seen.pso++;
      }),
      { numRuns: 25, seed },
    );
  });

  it("are such that the order of stores mattered", () => {
    expect(seen.tso).toBeGreaterThanOrEqual(5);
    expect(seen.pso).toBeGreaterThanOrEqual(5);
  });
});
