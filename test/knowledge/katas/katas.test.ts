// Every kata, graded by the explorer: the right answer passes, and every other one fails.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findEra } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { ANOTHER_END, HARMLESS, NEVER, NO_FAULT, wordOf } from "../../../src/engine/verdicts/vocabulary.ts";
import type { Task } from "../../../src/engine/verify/task.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { ANSWERS } from "../../../src/knowledge/katas/answers.ts";
import { shippedKatas } from "../../../src/knowledge/katas/files.ts";
import { type Findings, findingsOf } from "../../../src/knowledge/katas/findings.ts";
import { grade, type Reply } from "../../../src/knowledge/katas/grade.ts";
import { readKata } from "../../../src/knowledge/katas/kata.ts";
import { patchOf } from "../../../src/knowledge/katas/patch.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { tokens } from "../../../src/site/weave/highlight.ts";

const files = readModels();
const known = new Map<string, ReturnType<typeof verify>>();

async function run({ scenario, era, release, options }: Task) {
  const key = JSON.stringify([scenario.id, era, release, options]);
  const kernel = must(findEra(release === undefined ? era : `${era}@${release}`), "such kernel");
  const result = known.get(key) ?? verify(scenario, kernel.era, kernel.release, options);
  known.set(key, result);
  return result;
}

describe.each(shippedKatas())("$id", (kata) => {
  const { kernel, patched = kernel, without = [], blame, answer } = kata;
  const patch = { scenario: findScenario(kata.scenario), kernel, patched, without };
  const functions = patchOf(kata, files, tokens);
  const lines = functions.flatMap(({ name, hunks }) =>
    hunks.flatMap((hunk) => hunk.map((line) => ({ ...line, function: name }))),
  );
  const changed = lines.filter(({ changes }) => changes.length > 0);
  const isToBlame = (line: (typeof lines)[number]) =>
    line.changes.length > 0 &&
    (typeof blame === "object"
      ? blame.functions.includes(line.function)
      : blame === undefined || line.changes.includes(blame));
  let findings: Findings;

  test("is a patch", () => {
    expect(changed.length).toBeGreaterThan(0);
    for (const { tokens } of lines) expect(tokens.map(({ text }) => text).join("")).not.toMatch(/k\.(guard|differs)/);
  });

  test("does what the file says", async () => {
    findings = await findingsOf(patch, without, run);
    expect(findings.bound).toBeNull();
    expect(findings.found[0].answer).toBe(answer);
    expect(findings.found[0].choices === null).toBe(answer === HARMLESS);
  });

  test("prints and shows of each answer that passes what it says, and first of all the answer of the file", () => {
    const { era, release } = must(findEra(patched), `kernel ${patched}`);
    const line = changed.find(isToBlame) ?? null;
    for (const { answer: each, choices } of findings.found) {
      expect(Object.keys(ANSWERS)).toContain(each);
      expect(grade(kata, { line, answer: each }, findings).answer).toMatchObject({
        right: true,
        why: expect.stringContaining(must(ANSWERS[each], "such answer")),
      });
      if (choices === null) continue;
      // What a broken rule leads to comes only where the rules are not asked.
      const runs = [true, false].map((check) => execute(patch.scenario, era, release, { without, choices, check }));
      const words = runs.map(({ verdict }) => wordOf(verdict));
      // Seen beside the code as it was: of one run alone there is nothing to say.
      const isOfEnds = [ANOTHER_END, NEVER].includes(each) && words.every((word) => word === "ok" || word === NO_FAULT);
      if (!isOfEnds) expect(words).toContain(each);
    }
  });

  test("passes the right line with the right answer", () => {
    const right = changed.filter((line) => grade(kata, { line, answer }, findings).right);
    if (answer === HARMLESS) {
      expect(right).toEqual([]);
      expect(grade(kata, { line: null, answer }, findings).right).toBe(true);
    } else {
      expect(right.length).toBeGreaterThan(0);
      expect(right.filter((line) => !isToBlame(line))).toEqual([]);
    }
  });

  test("fails every other answer", () => {
    const right = { line: changed.find(isToBlame) ?? null, answer };
    for (const other of Object.keys(ANSWERS).filter((each) => !findings.found.some((of) => of.answer === each)))
      expect(grade(kata, { ...right, answer: other } as Reply, findings).answer.right, other).toBe(false);
  });

  test("fails every other line", () => {
    const wrong = answer === HARMLESS ? lines : [...lines.filter((line) => !isToBlame(line)), null];
    expect(wrong.length).toBeGreaterThan(0);
    for (const line of wrong) expect(grade(kata, { line, answer }, findings).line.right).toBe(false);
  });
});

describe("a file of a kata", () => {
  const file = join(import.meta.dirname, "../../../content/katas/wrong-page.yaml");
  const source = readFileSync(file, "utf8");
  test.each([
    ["a guard that is none", "migrate:test-src", "migrate:test-scr", "without.0: the name of a guard"],
    ["a kernel that is none", "flags@6.17", "flags@6.99", "kernel: a kernel such as"],
    ["an answer that is none", "answer: another end", "answer: invariant I-99", "answer: what goes wrong"],
    ["two hints", /hints:\n.*\n/, "hints:\n", "hints: three hints"],
    ["a patch to nothing", /without: .*\n/, "", "without, or patched"],
    ["a key that is not known", "order: 1", "ordre: 1", "ordre"],
  ])("is refused for %s, with the name of the file", (_, right, wrong, message) => {
    expect(source).toMatch(right);
    const read = () => readKata(source.replace(right, wrong), "content/katas/x.yaml");
    expect(read).toThrow(/^content\/katas\/x\.yaml:\d+:\d+: /);
    expect(read).toThrow(message);
  });
});

test("every kata leads to a message of its discussion, and all of them have a place in the order", () => {
  const katas = shippedKatas();
  for (const { id, sources } of katas)
    expect(sources.map(({ text }) => text).join(" "), id).toMatch(/<[^<>\s]+@[^<>\s]+>/);
  expect(katas.map(({ order }) => order)).toEqual(katas.map((_, at) => at + 1));
});
