/** Reviews of changes whose answers are known: no wrong all-clear, no false alarm. `npm run bench:review` tries all that can be made, and prints the rate. */
import { expect, test } from "vitest";
import { ERA_IDS } from "../../models/index.ts";
import type { Known } from "./change.ts";
import { guards, katas, museum, stages } from "./generated.ts";
import { refactorings } from "./refactorings.ts";
import { slips } from "./slips.ts";
import { tried } from "./try.ts";

/** Each is a few seconds of work: what is made by machine is tried here and there. */
const every = (step: number, changes: readonly Known[]) => changes.filter((_, at) => at % step === 0);
const CORPUS = [
  ...refactorings,
  ...slips,
  ...every(16, guards(ERA_IDS)),
  ...every(3, museum()),
  ...every(6, katas()),
  ...every(5, stages(["isolate-races-deflate"])),
];

test("the corpus is large enough to say something", () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(60);
});

test.concurrent.each(CORPUS)("$group: $name", async (known) => {
  const { verdict, causes } = await tried(known);
  expect(known.answers, `${verdict.text}: ${causes.map(({ cause, message }) => `${cause}: ${message}`)}`).toContain(
    verdict.kind,
  );
});
