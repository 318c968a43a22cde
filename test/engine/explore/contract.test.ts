/** A system that does not keep to what system.ts asks of it is found out, by whoever asks for it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContractError } from "../../../src/engine/explore/contract.ts";
import { explore } from "../../../src/engine/explore/explore.ts";
import { peterson } from "./peterson.ts";
import { canStep, type Toy } from "./toy/language.ts";
import { toys } from "./toy/programs.ts";
import { ToySystem } from "./toy/system.ts";

const LOCKERS: Toy = {
  code: [1, 2].map((value) => [
    { op: "store", word: 0, value },
    { op: "lock", word: 3 },
    { op: "store", word: 0, value },
    { op: "store", word: 3, value: 0 },
  ]),
  invariant: null,
};

/** An actor that would have to wait is not enabled, though it has not looked. */
class NoLook extends ToySystem {
  override enabled(): number {
    const state = { ...this.state, waits: this.actors.map(() => true) };
    return canStep(this.toy, state).reduce((all, actor) => all | (1 << actor), 0);
  }
}
class Silent extends ToySystem {
  override waitsOn(): readonly number[] {
    return [];
  }
}
class Forgetful extends ToySystem {
  override step(actor: number) {
    const violation = super.step(actor);
    this.footprint = this.footprint.filter((access) => (access & ~1) !== 4);
    return violation;
  }
}
class Colliding extends ToySystem {
  override get hashA(): number {
    return 0;
  }
  override get hashB(): number {
    return 0;
  }
}
class Stuck extends ToySystem {
  override undoTo = () => {};
}
class Moving extends ToySystem {
  override place(actor: number): number {
    return super.place(1 - actor);
  }
}
/** Before its lock nobody looks; but it is held up by something else. */
class WrongGate extends ToySystem {
  constructor(toy: Toy) {
    super({ ...toy, quiet: true });
  }
  override gate(actor: number) {
    const gate = super.gate(actor);
    return gate && { ...gate, opens: () => true };
  }
}
class MovingGate extends ToySystem {
  override gate(actor: number) {
    return actor === 0 ? { word: 4 * (1 + (this.state.at[1] ?? 0)), opens: () => true } : null;
  }
}

describe("holding a system to its contract", () => {
  it.each([
    [
      "keeps an actor from its step, which never looked",
      NoLook,
      /keeps actor \d from a step that it could take.*looks/,
    ],
    ["lets an actor go on that waits for no word", Silent, /lets actor \d go on.*waitsOn/],
    ["hides a word", Forgetful, /order of the next steps of actor 0 and actor 1 matters.*footprint/],
    ["has one hash for two states", Colliding, /has the hashes and places of.*hashA/],
    ["cannot take a step back", Stuck, /cannot be taken back.*undoTo/],
    ["has a gate that is open where nobody can go", WrongGate, /cannot go on, though its gate is open.*a gate is for/],
    ["has a gate that others change", MovingGate, /actor 1 leads actor 0 to another gate.*gate\(\)/],
    ["has places that others change", Moving, /moves actor \d to another place.*place\(\)/],
  ])("finds one that %s", (_, Broken, message) => {
    expect(() => explore(new Broken(LOCKERS), { checkSystem: true })).toThrow(message);
    expect(() => explore(new Broken(LOCKERS), { checkSystem: true })).toThrow(ContractError);
  });

  it("has nothing to say of those that keep to it", () => {
    expect(explore(peterson(), { checkSystem: true })).toEqual(explore(peterson()));
    fc.assert(
      fc.property(toys(), fc.boolean(), (toy, undoes) => {
        const system = new ToySystem(toy, { undoes });
        const { violations } = explore(system, { checkSystem: true });
        expect(violations).toEqual(explore(system).violations);
      }),
      { numRuns: 60, seed: 1974 },
    );
  });
});
