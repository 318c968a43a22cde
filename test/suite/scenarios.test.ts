// Every scenario that comes with the project, on every kernel and every stage of a series that can run it.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ERAS, PLANS } from "../../models/index.ts";
import { onceForAlike } from "../../src/engine/run/alike.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { expectedOn, mismatches } from "../../src/engine/run/expect.ts";
import { exceptionsOn, kernelsNamed, type ModelledKernel } from "../../src/engine/scenario/kernel_range.ts";
import { whyNot } from "../../src/engine/scenario/runnable.ts";
import type { Scenario } from "../../src/engine/scenario/scenario.ts";
import type { Trace } from "../../src/engine/trace/trace.ts";
import { findScenario, shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import { RELEASES, STAGES } from "./kernels.ts";

const SCENARIOS = shippedScenarios().map((id) => ({ id, scenario: findScenario(id) }));

/** The scenarios tell what each kernel does: what is expected here is what the terminal says. */
const KERNELS = [...RELEASES, ...STAGES];
const runsOn = (scenario: Scenario, kernel: ModelledKernel) => whyNot(scenario, kernel) === null;

/** All of a trace but the name of its kernel. */
type Run = Omit<Trace, "kernel">;

function runOn(scenario: Scenario, { era, release }: ModelledKernel): Run {
  const { kernel: _, ...run } = execute(scenario, era, release);
  return run;
}

describe.each(SCENARIOS)("$id", ({ scenario }) => {
  const kernels = KERNELS.filter((kernel) => runsOn(scenario, kernel));
  const releases = RELEASES.filter((kernel) => kernels.includes(kernel));

  const known = new Map<string, (on: ModelledKernel) => Run>();
  /** What kernels are expected to do depends on their names; where it is the same, those that are alike run once. */
  const runOnce = (kernel: ModelledKernel) => {
    const said = JSON.stringify(expectedOn(scenario, kernel));
    const run = known.get(said) ?? onceForAlike((on) => runOn(scenario, on));
    known.set(said, run);
    return run(kernel);
  };

  it("runs on some kernel", () => expect(kernels).not.toEqual([]));

  it.each(kernels)("ends as expected on $name, and each expectation counts", (kernel) => {
    const run = runOnce(kernel);
    expect(run.verdict).toMatchObject({ kind: "ok" });
    // The same way twice, and as one that is alike.
    if (releases.includes(kernel)) expect(JSON.stringify(runOn(scenario, kernel))).toBe(JSON.stringify(run));

    // No expectation is there for nothing: each one, turned into its opposite, is missed.
    const expected = expectedOn(scenario, kernel);
    const end = { verdict: expected.verdict, ...run.end };
    for (const [path, wrong] of flipped(expected)) {
      expect(mismatches(wrong, end), `${path} makes no difference`).not.toEqual([]);
    }
  });

  // Where the order is left open, the expectations are those that hold in every end: too few to tell work from none.
  it.each(scenario.order === "open" ? [] : releases)("is not met on $name by actors that do nothing", (kernel) => {
    const idle = scenario.actors.map((actor) => ({ ...actor, does: [] }));
    const own = { ...scenario, actors: idle, order: "sequential" as const };
    expect(execute(own, kernel.era, kernel.release).verdict.kind).toBe("expectation");
  });
});

describe("exceptions of scenarios", () => {
  // Where the order is left open, an exception can be about ends that other orders come to.
  const all = SCENARIOS.filter(({ scenario }) => scenario.order !== "open").flatMap(({ id, scenario }) =>
    Object.entries(scenario.eras).flatMap(([text, exception]) =>
      exception.expect === undefined ? [] : [{ id, scenario, text, exception, kernels: kernelsNamed(text) }],
    ),
  );
  it.each(all)("are needed on every kernel that they name, $text in $id", ({ scenario, text, exception, kernels }) => {
    const { [text]: _, ...others } = scenario.eras;
    // Where a later one has the last word on all that it says, it is for the kernels that are left.
    const last = kernels.filter((kernel) => exceptionsOn(scenario, kernel).at(-1) === exception);
    expect(last).not.toEqual([]);
    for (const { era, release } of last.filter((kernel) => runsOn(scenario, kernel))) {
      const { verdict } = execute({ ...scenario, eras: others }, era, release);
      expect(verdict.kind, `${era.id}@${release.id}`).not.toBe("ok");
    }
  });
});

describe("the kernels of the README", () => {
  // A kernel of an era in backquotes: what it says can be run is what runs above.
  const all = new RegExp(`\`((?:${[...ERAS, ...PLANS].map(({ id }) => id).join("|")})@[\\d.-]+)\``, "g");
  const named = [...readFileSync("README.md", "utf8").matchAll(all)].map(([, name]) => name);
  it("are all that are modelled", () => {
    // An era that is built on another has no kernels of its own; a plan has what its mail says.
    const own = RELEASES.filter(({ era }) => era.kind === "plan" || era.builtOn === undefined);
    expect([...new Set(named)].sort()).toEqual(own.map(({ name }) => name).sort());
  });
});

it("leaves no driver of any era without a scenario", () => {
  const used = new Set(
    SCENARIOS.flatMap(({ scenario }) => Object.values(scenario.drivers).map(({ driver }) => driver)),
  );
  expect(ERAS.flatMap(({ drivers }) => Object.keys(drivers)).filter((driver) => !used.has(driver))).toEqual([]);
});

/** The pattern once for each of its leaves, with that one changed. */
function flipped(pattern: unknown): [path: string, wrong: unknown][] {
  if (typeof pattern === "object" && pattern !== null && !Array.isArray(pattern)) {
    return Object.entries(pattern).flatMap(([key, value]) =>
      flipped(value).map(([path, wrong]): [string, unknown] => [`${key}.${path}`, { ...pattern, [key]: wrong }]),
    );
  }
  return [["", other(pattern)]];
}
function other(leaf: unknown): unknown {
  if (Array.isArray(leaf)) return [...leaf, "more"];
  if (typeof leaf === "boolean") return !leaf;
  return typeof leaf === "number" ? leaf + 1 : `not ${String(leaf)}`;
}
