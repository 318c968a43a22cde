/** Two states have two keys, also where a system's hashes are plain numbers that differ in a bit or two, or are swapped with the place of an actor. */
import { expect, it } from "vitest";
import { StateKey } from "../../../src/engine/explore/state_key.ts";
import type { System } from "../../../src/engine/explore/system.ts";

const values = Array.from({ length: 16 }, (_, value) => value);

it("tells states of small numbers apart, and each half of the key does its part", () => {
  const key = new StateKey();
  const halves = [new Set<number>(), new Set<number>()] as const;
  const all = new Set<string>();
  let states = 0;
  for (const hashA of values) {
    for (const hashB of [0, hashA, 7]) {
      if (hashB === hashA && hashA === 0) continue;
      for (const more of values) {
        for (const first of values) {
          for (const second of values) {
            const places = [first, second];
            const system = { actors: ["a", "b"], hashA, hashB, place: (actor: number) => places[actor] };
            key.read(system as unknown as System, more);
            all.add(`${key.a} ${key.b}`);
            halves[0].add(key.a);
            halves[1].add(key.b);
            states++;
          }
        }
      }
    }
  }
  // hashB 7 came twice where hashA is 7.
  const different = states - values.length ** 3;
  expect(all.size).toBe(different);
  // By chance about five would collide in 32 bits.
  for (const half of halves) expect(different - half.size).toBeLessThan(40);
});
