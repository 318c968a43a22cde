/** The programs that the explorer and spin are both given: what is broken goes wrong, and the explorer's half keeps to what it asks of systems. */
import { describe, expect, test } from "vitest";
import { checkSystem } from "../../src/engine/explore/contract.ts";
import { explore } from "../../src/engine/explore/explore.ts";
import type { Program } from "../../src/tools/bench/explore/peers/program.ts";
import { promelaOf } from "../../src/tools/bench/explore/peers/promela.ts";
import { ProgramSystem } from "../../src/tools/bench/explore/peers/system.ts";
import { ZOO } from "../../src/tools/bench/explore/peers/zoo.ts";

/** Two take a turn each with a word, one waits for both. */
const SMALL: Program = {
  id: "small",
  words: { x: [0, 1], sum: 0 },
  processes: [
    { locals: ["mine"], steps: [{ does: ["mine = x[me]"] }, { does: ["x[me] = mine + 2"], to: [["x[me] < 4", 0]] }] },
    { locals: [], steps: [{ when: "x[0] > 2", does: ["sum = x[0] + x[1]"], assert: "sum != 4" }] },
  ],
  broken: false,
};

describe.each(ZOO.map((program) => ({ program, name: `${program.id}${program.broken ? ", broken" : ""}` })))(
  "$name",
  ({ program }) => {
    test("goes wrong where it is broken, and nowhere else", () => {
      const { violations, bound } = explore(new ProgramSystem(program));
      expect(violations.map(({ kind }) => kind)).toHaveLength(program.broken ? 1 : 0);
      if (!program.broken) expect(bound).toBeNull();
    });
  },
);

describe("a program", () => {
  test("comes to what its steps say, whatever the order", () => {
    const { bound, violations, outcomes } = explore(new ProgramSystem(SMALL), { findAll: true });
    expect({ bound, violations, ends: [...outcomes.keys()] }).toEqual({ bound: null, violations: [], ends: ["4,1,5"] });
  });

  test("keeps to what the explorer takes for granted", () => {
    expect(() => checkSystem(new ProgramSystem(SMALL))).not.toThrow();
    for (const program of ZOO.filter(({ id }) => id.startsWith("Treiber") || id.startsWith("Peterson")))
      expect(() => checkSystem(new ProgramSystem(program))).not.toThrow();
  });

  test("is a model of the same steps for spin", () => {
    expect(promelaOf(SMALL)).toBe(`byte x[2];
byte sum = 0;
#define me 0
proctype p0() {
  byte mine;
S0: atomic { true; mine = x[me]; skip };
S1: atomic { true; x[me] = mine + 2; if :: x[me] < 4 -> goto S0 :: else -> skip fi };
S2: skip
}
#undef me
#define me 1
proctype p1() {
S0: atomic { x[0] > 2; sum = x[0] + x[1]; assert(sum != 4); skip };
S1: skip
}
#undef me
init { atomic { x[0] = 0; x[1] = 1; run p0(); run p1(); } }
`);
  });
});
