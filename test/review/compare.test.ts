/** Two answers to one question, and what is told of them. */
import { describe, expect, test } from "vitest";
import { guardRegister } from "../../src/knowledge/guards/files.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { differences } from "../../src/review/compare.ts";
import { boundOf } from "../../src/review/judge.ts";
import type { GuardLook, Question } from "../../src/review/look.ts";
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
