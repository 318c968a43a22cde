/** What a terminal says of code that never comes back: the place, the usual cause, and what to do next. */
import { expect, test } from "vitest";
import { printVerdict } from "../../src/cli/print-trace.ts";
import { textOf } from "../../src/cli/review/text.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { causesOf } from "../../src/review/causes.ts";
import { differences } from "../../src/review/compare.ts";
import { emptyTally } from "../../src/review/judge.ts";
import { reportOf } from "../../src/review/report.ts";
import { lookAt } from "../review/look.ts";

test("of a review", () => {
  const question = { ask: "run", scenario: findScenario("migrate-one"), kernel: "flags@6.17" } as const;
  const found = differences(question, lookAt(question), {
    of: "failed",
    message: "run migrate-one flags@6.17 never comes back (not finished after 20 s)",
    hangs: true,
  });
  const causes = causesOf(found).map((cause) => ({ ...cause, shown: null }));
  const functions = [{ file: "models/flags/putback.ts", name: "putback_movable_ops_page", kernel: null, line: 40 }];
  const touched = { eras: ["flags" as const], functions, ids: null, lines: {} };
  const parts = { sources: ["a.patch"], subject: "", alike: 0, missed: [], notTried: [], isStopped: false };
  const text = textOf(reportOf({ ...parts, touched, causes, tally: emptyTally() })).replace(/\s+/g, " ");
  expect(text).toMatch(/^can end in soft-lockup /);
  expect(text).toContain("run migrate-one flags@6.17 never comes back");
  expect(text).toContain("Place: putback_movable_ops_page() at models/flags/putback.ts:40");
  expect(text).toMatch(/Usual cause: a loop .* Next: find the word that should end the loop/);
});

test("of a run", () => {
  const verdict = { kind: "soft-lockup" as const, message: "watchdog: BUG: soft lockup" };
  expect(printVerdict({ verdict, steps: [], era: "flags" })).toMatch(/watchdog: .*\n {2}Usual cause: .* Next: /);
});
