/** What a scenario expects of the end: of every order where it leaves the order open, else of its own alone. */
import { describe, expect, it, test } from "vitest";
import { execute } from "../../../src/engine/run/execute.ts";
import { REFERENCES } from "../../../src/engine/scenario/runnable.ts";
import { ALL_FINE, ANOTHER_END, NO_FAULT, wordOf } from "../../../src/engine/verdicts/vocabulary.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { call } from "../../cli/call.ts";

const FIXED = ["zs-free-while-isolated", "balloon-keeps-isolated"];

describe.each(FIXED)("%s, which has an order of its own", (id) => {
  const scenario = findScenario(id);

  it.each(REFERENCES)("is fine on $era.id, although other orders end otherwise", ({ era, release }) => {
    const { verdict, compared, exploration } = verify(scenario, era, release);
    expect({ verdict, compared }).toEqual({ verdict: ALL_FINE, compared: "own" });
    expect(exploration.outcomes.size).toBeGreaterThan(1);
    const { choices } = [...exploration.outcomes.values()].find((end) => {
      const { verdict: of } = execute(scenario, era, release, { choices: end.choices });
      return of.unasked === true;
    }) ?? { choices: [] };
    expect(wordOf(execute(scenario, era, release, { choices }).verdict)).toBe(NO_FAULT);
  });

  it.each(REFERENCES)("is not on $era.id where its own order ends otherwise", ({ era, release }) => {
    const wrong = { ...scenario, expect: { ...scenario.expect, zones: { Normal: { free: 3 } } } };
    const { verdict, message, counterexample } = verify(wrong, era, release);
    expect(verdict).toBe(ANOTHER_END);
    expect(message).toMatch(/^zones\.Normal\.free is \d+, expected 3/);
    const own = execute(wrong, era, release);
    expect(counterexample?.choices).toEqual(own.steps.map(({ actor }) => own.actors.indexOf(actor)));
  });
});

test("an expectation of an order that is left open is asked of every order", () => {
  const scenario = findScenario("isolate-races-deflate");
  const wrong = { ...scenario, expect: { pages: { p: { free: true } } } };
  for (const { era, release } of REFERENCES)
    expect(verify(wrong, era, release)).toMatchObject({ verdict: ANOTHER_END, compared: "ends" });
});

test("explore says what it compared", () => {
  const own = call("explore", "balloon-keeps-isolated", "--era", "flags");
  expect(own).toMatchObject({ status: 0 });
  expect(own.out).toContain("the end that the scenario expects, of its own order alone");
  const open = call("explore", "isolate-races-deflate", "--era", "flags");
  expect(open.out).toContain("faults, warnings, invariants, and the end that the scenario expects");
});
