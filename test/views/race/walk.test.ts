// The reader as scheduler: where everybody stands, why they wait, what each would do, and how it comes out.

import { describe, expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import type { Trace } from "../../../src/engine/trace/trace.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { movesFrom } from "../../../src/engine/walk/moves.ts";
import { guardsPassed } from "../../../src/engine/walk/passed.ts";
import { type Piece, piecesOf, withWay } from "../../../src/engine/walk/tree.ts";
import { type Race, walk } from "../../../src/engine/walk/walk.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";

function race(id: string, kernel: string, without: Race["without"] = []): Race {
  return { scenario: findScenario(id), kernel, without };
}
function run({ scenario, kernel: name, without }: Race): Trace {
  const { era, release } = kernel(name);
  return execute(scenario, era, release, { without });
}
const choicesOf = ({ actors, steps }: Trace) => steps.map(({ actor }) => actors.indexOf(actor));
const kernel = (name: string) => must(findEra(name), `kernel ${name}`);

describe.each(["aops", "mops", "flags"])("on %s", (name) => {
  it("a walk to the end is the run of the terminal", () => {
    const all = race("allocator-must-not-wait", name);
    const there = run(all);
    const here = walk(all, choicesOf(there));
    expect(here.trace).toEqual(there);
  });

  it("what an actor would do is what it does when it is chosen", () => {
    const here = walk(race("isolate-races-deflate", name), [0, 0, 0, 1]);
    for (const { number, would } of movesFrom(here)) {
      expect(would).toEqual(walk(here.race, [...here.choices, number]).trace.steps.at(-1));
    }
  });
});

it("goes on past an invariant that breaks, where that is not to count", () => {
  const ksm = race("ksm-page-moves", "mops", ["movable:both-bits"]);
  const choices = new Array(100).fill(0);
  expect(walk(ksm, choices).fault?.kind).toBe("invariant");
  expect(walk({ ...ksm, invariants: false }, choices).fault?.kind).toBe("BUG");
});

it("says for whose page lock an actor waits, and since when the other has it", () => {
  const all = race("allocator-must-not-wait", "flags");
  const trace = run(all);
  const until = trace.steps.findIndex(({ waits }) => waits) + 1;
  const here = walk(all, choicesOf(trace).slice(0, until));
  const waiting = here.standings.find(({ waits }) => waits);
  expect(waiting).toMatchObject({ actor: "ordinary", step: "lock:page", ready: false });
  const { holder, since, what } = waiting?.waits ?? {};
  expect(what).toMatch(/^the lock of page \d+$/);
  expect(here.trace.steps[since ?? -1]).toMatchObject({ actor: holder });
  expect(here.trace.steps[since ?? -1]?.writes.map(({ change }) => change)).toContain("+PG_locked");
});

it("says that nobody has the lock where a wake-up was lost", () => {
  const lost = race("lost-wakeup", "aops", ["isolated:atomic"]);
  const { era, release } = kernel("aops");
  const { counterexample } = verify(lost.scenario, era, release, { without: lost.without });
  const end = walk(lost, counterexample?.choices ?? []);
  expect(end.fault).toEqual({ kind: counterexample?.kind, message: end.fault?.message });
  expect(end.verdict?.kind).toBe("ok");
  const [stuck] = end.standings.filter(({ waits }) => waits);
  expect(stuck?.waits).toMatchObject({ holder: null, since: null });
});

it("stops at a choice that cannot be made, and after a fault", () => {
  const all = race("isolate-races-deflate", "mops");
  expect(walk(all, [0, 7, 0]).choices).toEqual([0]);
  const broken = race("isolate-races-deflate", "mops", ["isolate:recheck"]);
  const { era, release } = kernel("mops");
  const { counterexample } = verify(broken.scenario, era, release, { without: broken.without });
  const choices = counterexample?.choices ?? [];
  const end = walk(broken, [...choices, 0, 1]);
  expect(end.choices).toEqual(choices);
  expect(end.verdict).toEqual({ kind: "BUG", message: counterexample?.message });
  expect(movesFrom(end).every(({ would }) => would === null)).toBe(true);
});

describe("the tree of what was tried", () => {
  const all = race("isolate-races-deflate", "flags");
  const ways = [[0, 0, 0], [0, 1], [1], [0, 0]];
  const tree = ways.reduce<ReturnType<typeof withWay>>((grown, choices) => withWay(grown, walk(all, choices)), []);

  it("has what ways have in common once, and each piece leads to where it ends", () => {
    const pieces = piecesOf(tree, []);
    expect(pieces.map(({ actor, choices }) => ({ actor, choices }))).toEqual([
      { actor: 0, choices: [0] },
      { actor: 1, choices: [1] },
    ]);
    expect(pieces[0]?.next.map(({ choices }) => choices)).toEqual([
      [0, 0, 0],
      [0, 1],
    ]);
  });

  it("is cut behind the place where the reader is", () => {
    expect(piecesOf(tree, [0, 0])[0]?.next[0]).toMatchObject({ choices: [0, 0], steps: ["isolate:pin"] });
  });

  it("keeps the verdict of a way that came to its end", () => {
    const end = walk(all, choicesOf(run(all)));
    const find = (pieces: readonly Piece[]): unknown[] =>
      pieces.flatMap(({ verdict, next }) => [...(verdict ? [verdict.kind] : []), ...find(next)]);
    expect(find(piecesOf(withWay(tree, end), []))).toEqual(["ok"]);
  });
});

describe("guards that a scenario comes by", () => {
  it("begin with those of isolation where it begins with isolating", () => {
    const passed = guardsPassed(race("isolate-races-deflate", "mops"));
    const isolating = passed.filter((name) => name.startsWith("isolate:"));
    expect(isolating.slice(0, 4)).toEqual(["isolate:pin", "isolate:test", "isolate:trylock", "isolate:recheck"]);
    expect(passed[0]).toBe("isolate:pin");
    expect(passed.filter((name) => /^(zs|z3fold|offline|migrate):/.test(name))).toEqual([]);
  });
});

describe("a run that goes round", () => {
  it("is told, and whether everybody takes part who can", () => {
    // The owner waits for a slow host with its mutex held, and the mover tries again and again.
    const all = race("try-again-for-ever", "aops");
    const owner = run(all).steps.findIndex(({ next: [first] }) => first?.step === "host:inflate") + 1;
    const round = walk(all, [...new Array(owner).fill(0), ...new Array(60).fill(1)]);
    expect(round.circle?.all).toBe(false);
    const steps = round.trace.steps.slice(round.circle?.since);
    expect(steps.map(({ step }) => step)).toContain("balloon:trylock");
    // The owner sleeps until the page is back, and the mover is refused.
    const { circle, standings } = walk(race("vmw-reset-or-migrate", "mops"), [
      0,
      0,
      0,
      0,
      1,
      1,
      ...new Array(15).fill(0),
    ]);
    expect(circle?.all).toBe(true);
    expect(standings.map(({ ready }) => ready)).toEqual([true, false]);
  });

  it("is not one that only looks around", () => {
    expect(walk(race("speculative-reference", "flags"), [1, 1, 1, 1, 1, 2, 2]).circle).toBeNull();
  });
});
