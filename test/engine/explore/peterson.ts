/** Peterson's mutual exclusion of two processes, and a variant in which a process looks before it says that it wants to enter. */
import { ActorSystem } from "../../../src/engine/explore/actor_system.ts";

type Flag = "wantsA" | "wantsB";
type Words = Record<Flag | "turn" | "inside", number>;

export function peterson({ broken = false } = {}) {
  const process = (me: number, mine: Flag, others: Flag) =>
    function* (words: Words) {
      if (!broken) {
        words[mine] = 1;
        yield;
      }
      words.turn = 1 - me;
      yield () => words[others] === 0 || words.turn === me;
      if (broken) words[mine] = 1;
      yield;
      words.inside += 1;
      yield;
      words.inside -= 1;
      words[mine] = 0;
    };
  return new ActorSystem({
    words: { wantsA: 0, wantsB: 0, turn: 0, inside: 0 },
    actors: { A: process(0, "wantsA", "wantsB"), B: process(1, "wantsB", "wantsA") },
    invariants: { "at most one is inside": ({ inside }) => inside <= 1 },
  });
}
