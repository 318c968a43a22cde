// Questions about a step that is not shown yet: the right answers are those of the run, and the wrong ones are wrong.

import { describe, expect, it } from "vitest";
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { runnable } from "../../../src/engine/scenario/runnable.ts";
import { changesIn } from "../../../src/engine/trace/text.ts";
import type { Trace } from "../../../src/engine/trace/trace.ts";
import { questionsFor } from "../../../src/knowledge/predict/questions.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";

function run(id: string, kernel: string, without: GuardName[] = []): Trace {
  const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
  return execute(findScenario(id), era, release, { without });
}

const SCENARIOS = [
  "isolate-races-deflate",
  "allocator-must-not-wait",
  "zs-free-or-migrate",
  "offline-refused",
  "migrate-one",
];

describe.each(SCENARIOS)("%s", (id) => {
  const runs = runnable(findScenario(id)).eras.map(({ era }) => run(id, era.id));
  const all = runs.flatMap((trace) =>
    trace.steps.flatMap((step, at) => questionsFor(trace, at).map((question) => ({ trace, step, at, ...question }))),
  );

  it("has something to ask of nearly every step, and two answers or more to each question", () => {
    const asked = new Set(all.map(({ trace, at }) => `${runs.indexOf(trace)} ${at}`));
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
    for (const { step, options, answer, trace, at } of all.filter(({ kind }) => kind === "who")) {
      const right = options[answer] ?? "";
      const next = trace.steps[at - 1]?.next ?? trace.start.next;
      const ready = trace.actors.filter((_, actor) => next[actor] && next[actor].waits === undefined);
      expect(/^(both|all)/.test(right) || right === ready.join(" and ")).toBe(true);
      expect(ready).toContain(step.actor);
    }
  });

  it("puts the right answer now here, now there, and always the same for the same step", () => {
    const trace = must(runs[0], "run");
    const places = new Set(all.filter(({ kind }) => kind === "word").map(({ answer }) => answer));
    expect(places.size).toBeGreaterThan(1);
    expect(questionsFor(trace, 3)).toEqual(questionsFor(run(id, trace.era), 3));
  });
});

it("asks what a function returns, and takes no frame for an error", () => {
  const trace = run("deflate-races-migration", "mops");
  const returns = trace.steps.flatMap((_, at) => questionsFor(trace, at)).filter(({ kind }) => kind === "returns");
  expect(returns.length).toBeGreaterThan(2);
  expect(returns.filter(({ ask }) => /dequeue|alloc/.test(ask))).toEqual([]);
});

it("asks how a run ends that has a guard left out, before it begins", () => {
  const [verdict] = questionsFor(run("isolate-races-deflate", "mops", ["isolate:recheck"]), 0).slice(-1);
  expect(verdict).toMatchObject({ kind: "verdict" });
  expect(verdict?.options[verdict.answer]).toBe("All are done, and all is as the scenario expects");
});

it("has nothing to ask behind the end", () => {
  const trace = run("migrate-one", "flags");
  expect(questionsFor(trace, trace.steps.length)).toEqual([]);
});
