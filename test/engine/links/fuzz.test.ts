// What strangers put into an address or into the editor: 10,000 times, with the same seed each time, so that a failure comes
// again. Nothing is thrown but what says what is wrong, and nothing becomes large.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GUARDS } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { MAX_KERNELS, open } from "../../../src/engine/compare/session.ts";
import { adapt } from "../../../src/engine/links/adapt.ts";
import { decode } from "../../../src/engine/links/decode.ts";
import type { Link } from "../../../src/engine/links/link.ts";
import { versionOf } from "../../../src/engine/links/version.ts";
import { must } from "../../../src/engine/must.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";
import { ScenarioError } from "../../../src/engine/scenario/problem.ts";
import type { Scenario } from "../../../src/engine/scenario/scenario.ts";
import { MAX_PAGES } from "../../../src/views/away/limits.ts";
import { sceneOf } from "../../../src/views/player/scene.ts";
import { toldAt } from "../../../src/views/player/told.ts";
import { links, scenarios, texts, written } from "./hostile.ts";

const LINKS = { seed: 5, numRuns: 7_000 };
const SCENARIOS = { seed: 5, numRuns: 3_000 };

function bounded({ scenario, kernels, without, choices, step }: Link): void {
  if (scenario !== null && "text" in scenario) expect(scenario.text.length).toBeLessThanOrEqual(256 * 1024);
  expect(kernels.length).toBeLessThanOrEqual(MAX_KERNELS);
  expect(without.length).toBeLessThanOrEqual(8);
  expect(choices?.length ?? 0).toBeLessThanOrEqual(100_000);
  expect(step).toBeLessThanOrEqual(100_000);
}

describe(`${LINKS.numRuns} links`, () => {
  const seen = new Map<string, number>();

  it("are read, and what is wrong with them is told", async () => {
    await fc.assert(
      fc.asyncProperty(links, async (hash) => {
        const { link, problems } = await decode(hash);
        bounded(link);
        for (const { part, message } of problems) {
          expect(message).toMatch(/^.+\. Expected .+\. .+$/);
          expect(message.length).toBeLessThan(600);
          expect(message).not.toMatch(/\p{Cc}|\p{Cf}/u);
          seen.set(part ?? "link", (seen.get(part ?? "link") ?? 0) + 1);
        }
        if (problems.length === 0) seen.set("none", (seen.get("none") ?? 0) + 1);
      }),
      LINKS,
    );
    // Else the links would be of one kind, and most of what is here would not have been tried.
    for (const kind of ["none", "link", "v", "s", "x", "e", "g", "c", "p"])
      expect(seen.get(kind), kind).toBeGreaterThan(50);
  });

  it("are fitted to a scenario, of which what they say need not be true", async () => {
    const scenarios = texts.slice(0, 12).map((text, index) => loadScenario(text, `s${index}.yaml`));
    await fc.assert(
      fc.asyncProperty(written, fc.nat(scenarios.length - 1), async (hash, index) => {
        const scenario = must(scenarios[index], "such scenario");
        const { link } = await decode(hash);
        const { kernels, choices } = adapt(link, scenario, versionOf(scenario));
        expect(kernels.length).toBeGreaterThan(0);
        if (choices !== null) expect(link.choices?.slice(0, choices.length)).toEqual(choices);
      }),
      { ...LINKS, numRuns: 300 },
    );
  });
});

describe(`${SCENARIOS.numRuns} scenarios`, () => {
  const loaded: Scenario[] = [];

  it("are loaded, or it is told what is wrong with them", () => {
    let refused = 0;
    fc.assert(
      fc.property(scenarios, (text) => {
        try {
          loaded.push(loadScenario(text, "x.yaml"));
          expect(loaded.at(-1)?.actors.length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof ScenarioError)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
          refused++;
        }
      }),
      SCENARIOS,
    );
    expect(Math.min(loaded.length, refused)).toBeGreaterThan(300);
  });

  it("are run with guards left out, and shown in the player, or it is told why not", () => {
    // Each is run thrice, so not all of them.
    const some = loaded.filter(({ machine }, index) => index % 10 === 0 && (machine.pages ?? 0) <= MAX_PAGES);
    const guards = keysOf(GUARDS);
    some.forEach((each, index) => {
      const without = index % 2 === 0 ? [] : guards.slice(index % guards.length).slice(0, 3);
      const kernels = ["aops", "mops", "flags"];
      const selection = { scenario: each, kernels, without, choices: null, step: 0 };
      const session = open(selection);
      expect(session.columns.length + session.skipped.length).toBe(3);
      const end = session.rows.length;
      for (const at of session.columns.keys()) {
        const scene = must(sceneOf(selection, session, at, end), "scene");
        expect(toldAt(scene, null).headline).not.toBe("");
      }
    });
    expect(some.length).toBeGreaterThan(30);
  });
});
