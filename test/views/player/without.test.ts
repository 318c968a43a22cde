/** No sentence tells of a check that is out of the code: at each step at which a guard is asked, its text changes, or never spoke of it. */
import { afterEach, describe, expect, it } from "vitest";
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import { ERAS } from "../../../models/index.ts";
import { Kernel } from "../../../models/machine/kernel.ts";
import { Scheduler } from "../../../models/machine/scheduler.ts";
import { STEPS, type StepName } from "../../../models/steps.ts";
import { STEPS_WITHOUT, stepText } from "../../../models/steps_without.ts";
import { open } from "../../../src/engine/compare/session.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { sceneOf } from "../../../src/views/player/scene.ts";
import { toldAt } from "../../../src/views/player/told.ts";

/**
 * Texts of steps that speak of no check at all, only of what is done; and guards behind the mark, which are asked wherever somebody asks
 * for the mark, so that some of it is still asked without one of them.
 */
const MARK = ["mark:flag", "mark:type", "movable:both-bits"];
/** Asked wherever a page lock is given back, of the order of stores alone. */
const ORDER = ["unlock:release"];
const SPEAKS_OF_A_CHECK = /\b(asks?|unless|if (?!it has)|tries|gives up|again|drops|locks the new|unlocks the new)\b/i;
/** Guards that are asked at such a step and are another check, or another act, than the text speaks of. */
const OTHER: Partial<Record<StepName, readonly GuardName[]>> = {
  // The barrier behind the question.
  "isolate:test": ["isolate:rmb-type"],
  "isolate:slab": ["isolate:rmb-untype"],
  "isolate:recheck": ["isolate:lock-held", "isolate:test"],
  "isolate:put": ["free:reset-type"],
  "balloon:try-conf": ["migrate:empty-private", "migrate:failure-path", "migrate:test-src"],
  "balloon:trylock": [
    ...(["balloon:get-dst", "balloon:host-order", "balloon:zone-counts"] as const),
    ...(["migrate:empty-private", "migrate:failure-path", "migrate:test-src"] as const),
  ],
  "balloon:put-src": [],
  // What is noted of the next message to the host.
  "oom:notify": ["balloon:put-under-lock"],
  "balloon:enqueue": ["balloon:off-list-once", "balloon:pages-lock"],
  "balloon:enqueued": ["balloon:pages-lock"],
  "balloon:missing": ["balloon:pages-lock"],
  "migrate:lock-dst": ["migrate:empty-private", "migrate:movable-first", "migrate:test-src"],
  "migrate:released": ["isolate:test", "isolated:atomic", "migrate:empty-private", "migrate:failure-path"],
  "migrate:put-dst": ["free:reset-type", "migrate:kind-once"],
  "migrate:put-src": [
    ...(["free:reset-type", "lru:account-lru-only"] as const),
    ...(["balloon:put-under-lock", "migrate:empty-private", "migrate:test-src"] as const),
  ],
  "migrate:undo": ["free:reset-type"],
  "putback:lock": ["putback:flag-after-callback"],
  // Only the assertion asks there; it locks the page in any case.
  "z3fold:mark": ["balloon:mark-under-lock"],
  "putback:put": ["free:reset-type", "putback:flag-before-put"],
  "user:put": ["free:reset-type"],
  "zs:put": ["free:reset-type"],
  // What comes after the callback, until the next step.
  "zs:was-last": [
    ...(["putback:flag-after-callback", "putback:flag-before-put"] as const),
    ...(["putback:flag-before-unlock", "putback:flag-under-lock"] as const),
  ],
  "z3fold:copy": ["z3fold:locked-by-core", "z3fold:migrated", "z3fold:new-header", "z3fold:no-work"],
};

describe("wherever a guard is asked", () => {
  const asked = new Map<StepName, Set<GuardName>>();
  const { guard } = Kernel.prototype;
  const { run } = Scheduler.prototype;

  /** Runs every scenario on every kernel, which is no short hook. */
  const lookThrough = () => {
    let step: StepName | null = null;
    Kernel.prototype.guard = function (name) {
      if (step !== null) asked.set(step, (asked.get(step) ?? new Set()).add(name));
      return guard.call(this, name);
    };
    Scheduler.prototype.run = function (actor) {
      step = actor.step;
      try {
        return run.call(this, actor);
      } finally {
        step = null;
      }
    };
    for (const scenario of shippedScenarios().map(findScenario)) {
      for (const { era, release } of ERAS.flatMap((each) => each.releases.map((of) => ({ era: each, release: of })))) {
        if (whyNot(scenario, { era, release }) === null) execute(scenario, era, release, { check: false });
      }
    }
  };
  afterEach(() => {
    Kernel.prototype.guard = guard;
    Scheduler.prototype.run = run;
  });

  it("the step's text changes without it, or never spoke of it", () => {
    lookThrough();
    expect(asked.size).toBeGreaterThan(50);
    const lying = [...asked].flatMap(([step, guards]) => {
      if (!SPEAKS_OF_A_CHECK.test(STEPS[step])) return [];
      const other: readonly string[] = [...MARK, ...ORDER, ...(OTHER[step] ?? [])];
      return [...guards]
        .filter((name) => !other.includes(name) && stepText(step, [name]) === STEPS[step])
        .map((name) => `${step} without ${name}: ${STEPS[step]}`);
    });
    expect(lying).toEqual([]);
  });
});

describe.each(STEPS_WITHOUT)("$step without $without", ({ step, without, text }) => {
  it("is told otherwise, with the guards that there are", () => {
    expect(stepText(step, without)).toBe(text);
    expect(text).not.toBe(STEPS[step]);
    for (const name of without) expect(GUARDS).toHaveProperty([name]);
    expect(stepText(step, [])).toBe(STEPS[step]);
  });
});

it("the player says so at the step", () => {
  const scenario = findScenario("isolate-races-deflate");
  const said = (without: GuardName[]) => {
    const selection = { scenario, kernels: ["mops"], without, choices: [0, 0, 0, 0, 0, 0], step: 0 };
    const session = open(selection);
    const at = session.rows.findIndex(({ step }) => step === "isolate:recheck") + 1;
    return toldAt(must(sceneOf(selection, session, 0, at), "scene"), null).headline;
  };
  expect(said([])).toContain("asks again under the page lock");
  expect(said(["isolate:recheck"])).toContain("nobody asks again whether the owner let go");
});
