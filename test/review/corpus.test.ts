/** Reviews of changes whose answers are known: no wrong all-clear, no false alarm. `npm run bench:review` tries all that can be made, and prints the rate. */
import { expect, test } from "vitest";
import { ERA_IDS } from "../../models/index.ts";
import { materialFromDisk } from "../../src/cli/review/material.ts";
import { review } from "../../src/cli/review/review.ts";
import { must } from "../../src/engine/must.ts";
import type { Difference } from "../../src/review/difference.ts";
import type { Known } from "./change.ts";
import { guards, katas, museum, stages } from "./generated.ts";
import { refactorings } from "./refactorings.ts";
import { slips } from "./slips.ts";
import { judged, tried } from "./try.ts";

/** Each is a second of work or two, so a few of each kind are tried here. */
const CORPUS: readonly (readonly [tried: number, of: readonly Known[]])[] = [
  [2, refactorings],
  [2, slips],
  [1, guards(ERA_IDS)],
  [1, museum()],
  [1, katas()],
  [1, stages(["isolate-races-deflate"])],
];
/** Far apart: neighbours are alike. */
const some = (count: number, changes: readonly Known[]) =>
  Array.from({ length: count }, (_, at) => must(changes[Math.floor(((at + 0.5) * changes.length) / count)], "change"));

test("the corpus is large enough to say something", () => {
  expect(CORPUS.flatMap(([, of]) => of).length).toBeGreaterThanOrEqual(60);
});

test.each(CORPUS.flatMap(([tried, of]) => some(tried, of)))("$group: $name", async (known) => {
  const report = await tried(known);
  const told = report.causes.map(({ cause, message }) => `${cause}: ${message}`);
  expect({ ...judged(known, report), told }).toMatchObject({ judgement: "right", missed: [] });
});

test("what tells most is asked first: a counter that moved below the unlock is a race before any order was tried", async () => {
  const { before, after } = must(slips[0], "slip");
  const told: Difference[] = [];
  const {
    verdict,
    causes,
    notTried,
    tried: asked,
  } = await review(
    { sources: [], subject: "", before, after, kernel: null },
    {
      material: materialFromDisk(),
      eras: ["flags"],
      checksTypes: false,
      jobs: 1,
      maxTime: 1_000_000,
      onFound: (found) => told.push(found),
      onProgress: () => told.length === 0,
    },
  );
  expect(told[0]).toMatchObject({ kind: "race", cause: expect.stringContaining("balloon_dev_info.isolated_pages") });
  const [race] = causes.filter(({ kind }) => kind === "race");
  expect(race).toMatchObject({
    cause: "accesses that balloon_dev_info.pages_lock kept apart can meet",
    parts: expect.arrayContaining([
      expect.objectContaining({
        kind: "locks",
        cause: "not every store to balloon_dev_info.isolated_pages holds balloon_dev_info.pages_lock any more",
      }),
    ]),
  });
  expect(verdict.kind).not.toBe("none");
  expect(notTried[0]).toMatch(/^stopped before \d+ of the questions/);
  expect(notTried.at(-1)).toMatch(/^loads that are made late, and stores that arrive late/);
  expect(asked.guards).toBe(0);
});

test("one that is stopped says so, and not that there is no difference", async () => {
  const { before, after } = must(refactorings[0], "refactoring");
  const { verdict } = await review(
    { sources: [], subject: "", before, after, kernel: null },
    {
      material: materialFromDisk(),
      eras: ["flags"],
      checksTypes: false,
      jobs: 1,
      maxTime: 0,
      onFound() {},
      onProgress: () => false,
    },
  );
  expect(verdict.kind).toBe("stopped");
  expect(verdict.text).toMatch(/^stopped before the end: no difference found so far in \d+ orders? of \d+ scenarios?$/);
});
