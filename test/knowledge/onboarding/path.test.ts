// The path: everything that it names is there, each check can be answered, and only what is right passes. What is right comes from the models.

import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { must } from "../../../src/engine/must.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { bugRegister } from "../../../src/knowledge/bugs/files.ts";
import { asked, choiceOf, judgeOrder } from "../../../src/knowledge/onboarding/judge.ts";
import { taskOf } from "../../../src/knowledge/onboarding/task.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { CHECKLIST, STATIONS } from "../../../src/site/data/stations.ts";

const tasks = STATIONS.flatMap(({ id, check, predict }) =>
  [...check, predict].map((spec, at) => ({ name: `${id}/${at}`, spec })),
);

describe("the path", () => {
  it("has eight to twelve stations, and fits a day", () => {
    expect(STATIONS.length).toBeGreaterThanOrEqual(8);
    expect(STATIONS.length).toBeLessThanOrEqual(12);
    expect(STATIONS.reduce((sum, { minutes }) => sum + minutes, 0)).toBeLessThanOrEqual(6 * 60);
  });

  it.each(STATIONS)("shows a run that there is: $id", ({ run }) => {
    // Any question will do to find the step.
    const found = () => asked({ ...run, scenario: findScenario(run.scenario), about: "word" });
    expect(found).not.toThrow();
  });
});

describe.each(tasks)("$name", ({ spec }) => {
  const task = taskOf(spec, findScenario);
  if (task.type === "order") {
    it("is passed by an order that the explorer finds, and by no other that it tries", () => {
      const { era, release } = must(findEra(task.kernel), `kernel ${task.kernel}`);
      const without = [...task.without, task.missing];
      const { counterexample } = verify(task.scenario, era, release, { without });
      const choices = counterexample?.choices ?? [];
      expect(judgeOrder(task, choices)).toMatchObject({ right: true });
      expect(judgeOrder(task, choices.slice(0, -1))).toMatchObject({ right: false });
      expect(judgeOrder(task, [])).toMatchObject({ right: false });
      // One after the other, to the end.
      const inTurn = task.scenario.actors.flatMap((_, actor) => new Array<number>(200).fill(actor));
      expect(judgeOrder(task, inTurn)).toMatchObject({ right: false });
    });
  } else {
    it("explains each wrong answer by a step or a word of the run, and gives the right one away in none", () => {
      const { options, judge, hints } = choiceOf(task);
      const answer = options.find((_, option) => judge(option).right) ?? "";
      const told = options.flatMap((_, option) => (judge(option).right ? [] : [judge(option).told]));
      for (const text of told) {
        expect(text).toMatch(
          /^No\. .*(step \d+|since the start|hold|wait|nothing more to do|writes to|ends before|nothing goes wrong)/,
        );
        // Who is wrong about one of two actors knows both then.
        const isWho = task.type === "question" && task.about === "who";
        if (!isWho) expect(text.replaceAll(/“.*?”/g, "")).not.toContain(` ${answer}.`);
      }
      // One before each further guess.
      expect(hints.length).toBeGreaterThanOrEqual(options.length - 2);
      expect(new Set(hints).size).toBe(hints.length);
    });

    it("is passed by one answer, and by no other", () => {
      const { options, judge } = choiceOf(task);
      expect(options.length).toBeGreaterThan(1);
      expect(new Set(options).size).toBe(options.length);
      const right = options.filter((_, option) => judge(option).right);
      expect(right).toHaveLength(1);
      if (task.type === "guard") expect(right[0]).toMatch(new RegExp(`^${task.missing}:`));
    });
  }
});

describe("the check list", () => {
  it.each(CHECKLIST)("names what there is: $title", ({ invariant, scenario, walkthrough, bug }) => {
    expect((invariant === undefined) === (scenario !== undefined)).toBe(true);
    if (invariant !== undefined) expect(INVARIANTS.map(({ id }) => id)).toContain(invariant);
    if (scenario !== undefined) expect(() => findScenario(scenario)).not.toThrow();
    expect(bugRegister().map(({ id }) => id)).toContain(bug);
    expect(existsSync(`content/walkthroughs/${walkthrough}.md`)).toBe(true);
  });
});
