// Questions about a step that is not shown yet: the right answers are those of the run, and the wrong ones are wrong.

import { describe, expect, it } from "vitest";
import { questionsFor } from "../../src/predict/questions.ts";
import { walkOn } from "../../src/race/walk.ts";
import { findScenario } from "../../src/scenario/files.ts";
import { runnable } from "../../src/scenario/runnable.ts";
import { changesIn } from "../../src/trace/text.ts";

const SCENARIOS = [
  "isolate-races-deflate",
  "allocator-must-not-wait",
  "zs-free-or-migrate",
  "offline-refused",
  "migrate-one",
];

describe.each(SCENARIOS)("%s", (id) => {
  const scenario = findScenario(id);
  const runs = runnable(scenario).eras.map(({ era }) => walkOn({ scenario, kernel: era.id, without: [] }, null));
  const all = runs.flatMap((run) =>
    run.steps.flatMap((step, at) => questionsFor(run, at).map((question) => ({ run, step, at, ...question }))),
  );

  it("has something to ask of nearly every step, and two answers or more to each question", () => {
    const asked = new Set(all.map(({ run, at }) => `${runs.indexOf(run)} ${at}`));
    expect(asked.size).toBeGreaterThan(0.9 * runs.reduce((sum, { steps }) => sum + steps.length, 0));
    for (const { options, answer } of all) {
      expect(options.length).toBeGreaterThan(1);
      expect(new Set(options).size).toBe(options.length);
      expect(options[answer]).toBeDefined();
    }
  });

  it("asks of changes: the right one is made in this step, and no wrong one is", () => {
    for (const { step, options, answer } of all.filter(({ kind }) => kind === "word")) {
      const made = changesIn(step);
      options.forEach((option, at) => {
        const happens = option === "no word changes" ? made.length === 0 : made.includes(option);
        expect(happens, `${step.n} ${option}`).toBe(at === answer);
      });
    }
  });

  it("asks who can go on: who takes the next step is among the right ones", () => {
    for (const { step, options, answer, run, at } of all.filter(({ kind }) => kind === "who")) {
      const right = options[answer] ?? "";
      const ready = (run.standings[at] ?? []).filter((each) => each.ready).map(({ actor }) => actor);
      expect(/^(both|all)/.test(right) || right === ready.join(" and ")).toBe(true);
      expect(ready).toContain(step.actor);
    }
  });

  it("puts the right answer now here, now there, and always the same for the same step", () => {
    const [run] = runs as [(typeof runs)[number]];
    const places = new Set(all.filter(({ kind }) => kind === "word").map(({ answer }) => answer));
    expect(places.size).toBeGreaterThan(1);
    expect(questionsFor(run, 3)).toEqual(questionsFor(walkOn(run.race, null), 3));
  });
});

it("asks what a function returns, and takes no frame for an error", () => {
  const scenario = findScenario("deflate-races-migration");
  const run = walkOn({ scenario, kernel: "mops", without: [] }, null);
  const returns = run.steps.flatMap((_, at) => questionsFor(run, at)).filter(({ kind }) => kind === "returns");
  expect(returns.length).toBeGreaterThan(2);
  expect(returns.filter(({ ask }) => /dequeue|alloc/.test(ask))).toEqual([]);
});

it("asks how a run ends that has a guard left out, before it begins", () => {
  const scenario = findScenario("isolate-races-deflate");
  const run = walkOn({ scenario, kernel: "mops", without: ["isolate:recheck"] }, null);
  const [verdict] = questionsFor(run, 0).filter(({ kind }) => kind === "verdict");
  expect(verdict?.options[verdict.answer]).toBe("all is well, as the scenario expects");
});

it("has nothing to ask behind the end", () => {
  const run = walkOn({ scenario: findScenario("migrate-one"), kernel: "flags", without: [] }, null);
  expect(questionsFor(run, run.steps.length)).toEqual([]);
});
