/** What is kept of the code as it was: what would be said again, however long it took. */
import { expect, it } from "vitest";
import { Base } from "../../src/cli/review/base.ts";
import type { Answered } from "../../src/review/judge.ts";

const stoppedAt = (...bounds: (string | null)[]): Answered => {
  const rounds = bounds.map((bound) => ({ leaveOut: [], wrong: [], ends: [], bound, executions: 1 }));
  return { look: { of: "orders", rounds, can: [] }, executed: [], asked: [] };
};

it.each([
  ["all orders", stoppedAt(null), true],
  ["a number of executions", stoppedAt("2000 executions"), true],
  ["a time", stoppedAt("60 s"), false],
  ["a time after a number of executions", stoppedAt("2000 executions", "60 s"), false],
  ["somebody who cancelled it", stoppedAt("cancelled"), false],
])("keeps what was stopped by %s, or not", (_, answered, isKept) => {
  const base = new Base({});
  base.add("fine compact flags@6.17", answered);
  expect(base.get("fine compact flags@6.17")).toBe(isKept ? answered : undefined);
});
