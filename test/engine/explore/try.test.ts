import fc from "fast-check";
import { expect, it } from "vitest";
import { explore } from "../../../src/engine/explore/explore.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import { toys } from "./toy/programs.ts";
import { ToySystem } from "./toy/system.ts";
it("x", () => {
  const start = Date.now(); let n = 0;
  const waity = toys({large: true}).map((toy) => ({ ...toy, looks: false, invariant: null, code: toy.code.map((c) => c.filter(({op}) => op !== "jump")) }));
  for (let seed = 1; Date.now() - start < 70000; seed++) {
    fc.assert(fc.property(waity, (toy) => {
      const truth = truths(toy, 4000)(undefined);
      fc.pre(truth !== null); n++;
      for (const cut of ["sleep", "cache", "none"] as const) {
        const options = { cut, findAll: true, maxTime: 3000, now: () => Date.now() };
        const said = explore(new ToySystem(toy), options);
        if (said.bound !== null) continue;
        expect({ cut, wrong: wrongIn(toy, truth!, options, said) }).toEqual({ cut, wrong: null });
      }
    }), { numRuns: 100, seed });
  }
  console.log("programs", n);
}, 100000);
