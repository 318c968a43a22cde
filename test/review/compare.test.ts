/** Two answers to one question, and what is told of them. */
import { describe, expect, test } from "vitest";
import { guardRegister } from "../../src/knowledge/guards/files.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { differences } from "../../src/review/compare.ts";
import { boundOf } from "../../src/review/judge.ts";
import type { GuardLook, Look, Question } from "../../src/review/look.ts";
import { lookAt } from "./look.ts";

describe("a guard of the register", () => {
  const [entry] = guardRegister();
  const question = { ask: "guard", scenario: findScenario("migrate-one"), kernel: "flags", entry } as Question;
  const told = (before: Omit<GuardLook, "of">, after: Omit<GuardLook, "of">) =>
    differences(question, { of: "guard", ...before }, { of: "guard", ...after }).map(({ kind, cause }) => [
      kind,
      cause,
    ]);
  const fine = "all interleavings fine";

  test("that is worth something else now is told as that", () => {
    expect(told({ intact: fine, verdict: "BUG" }, { intact: fine, verdict: "harmless" })).toEqual([
      ["guard", `${entry?.guard}: without it harmless, before BUG`],
    ]);
  });
  test("is told as what goes wrong, where that is so with the guard too: nobody else may ask on such a memory", () => {
    expect(told({ intact: fine, verdict: "BUG" }, { intact: "BUG", verdict: "BUG" })).toEqual([["fault", "BUG"]]);
    expect(told({ intact: fine, verdict: "BUG" }, { intact: "invariant I-4", verdict: "BUG" })).toEqual([
      ["rule", "I-4"],
    ]);
    expect(told({ intact: fine, verdict: "BUG" }, { intact: "never happens", verdict: "BUG" })).toEqual([
      ["end", "what could happen never happens"],
    ]);
    expect(told({ intact: "WARN", verdict: "BUG" }, { intact: fine, verdict: "BUG" })).toEqual([
      ["gone", "no longer: WARN"],
    ]);
  });
  test("says no more than that, where not all orders were tried", () => {
    expect(boundOf({ of: "guard", intact: fine, verdict: "BUG" })).toBeNull();
    expect(boundOf({ of: "guard", intact: fine, verdict: "bound" })).toBe("a limit");
    expect(boundOf({ of: "guard", intact: "bound", verdict: "BUG" })).toBe("a limit");
    expect(told({ intact: fine, verdict: "BUG" }, { intact: "bound", verdict: "bound" })).toEqual([]);
    expect(told({ intact: fine, verdict: "bound" }, { intact: fine, verdict: "BUG" })).toEqual([]);
  });
});

test("what comes of a broken rule is found, however many other rules are broken on the way", () => {
  const scenario = { ...findScenario("ksm-page-moves"), without: ["movable:both-bits" as const] };
  const look = lookAt({ ask: "orders", scenario, kernel: "mops@6.16" });
  const rounds = look.of === "orders" ? look.rounds.map(({ wrong }) => wrong.map(({ kind }) => kind)) : [];
  expect(rounds[0]).toEqual(["invariant I-11"]);
  expect(rounds.at(-1)).toEqual(["BUG"]);
});

describe("the locks at the stores", () => {
  const question: Question = { ask: "races", scenario: findScenario("migrate-one"), kernel: "flags" };
  const look = (held: Record<string, string[]>, bound: string | null = null): Look => {
    const locks = Object.entries(held).map(([word, locks]) => ({ word, held: locks }));
    return { of: "races", races: [], lockless: [], steps: [], locks, bound };
  };
  const told = (before: Look, after: Look) =>
    differences(question, before, after).map(({ kind, cause, message, access }) => ({ kind, cause, message, access }));

  test("are told as those that are gone, word by word, with what is left", () => {
    const before = look({
      "page.private": ["page lock", "pages_lock"],
      "page.flags": ["page lock"],
      "page.lru": ["x"],
    });
    const after = look({ "page.private": ["page lock"], "page.flags": ["a page lock"], "page.lru": [] });
    expect(told(before, after)).toEqual([
      {
        kind: "locks",
        cause: "not every store to page.private holds pages_lock any more",
        message: "left is page lock",
        access: { words: ["page.private"], lost: ["pages_lock"] },
      },
      {
        kind: "locks",
        cause: "not every store to page.flags holds page lock any more",
        message: "left is a page lock",
        access: { words: ["page.flags"], lost: ["page lock"] },
      },
      {
        kind: "locks",
        cause: "not every store to page.lru holds x any more",
        message: "no lock is held at every store any more",
        access: { words: ["page.lru"], lost: ["x"] },
      },
    ]);
  });
  test("are nothing to tell of where there are more, and of words that are new or gone", () => {
    expect(told(look({ a: ["x"], b: ["x"] }), look({ a: ["x", "y"], c: [] }))).toEqual([]);
  });
  test("are compared only where all orders were tried", () => {
    const [before, after] = [{ a: ["x"] }, { a: [] }];
    expect(told(look(before), look(after))).toHaveLength(1);
    expect(told(look(before, "2000 executions"), look(after))).toEqual([]);
    expect(told(look(before), look(after, "2000 executions"))).toEqual([]);
  });
});
