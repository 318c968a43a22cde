// Every scenario that comes with the project, on every kernel that can run it.
import { describe, expect, it } from "vitest";
import type { SeriesId, Stage } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import { execute } from "../../src/run/execute.ts";
import { merge, mismatches } from "../../src/run/expect.ts";
import { findScenario, shippedScenarios } from "../../src/scenario/files.ts";
import { missingDrivers } from "../../src/scenario/missing.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { RELEASES, STAGES } from "./bench.ts";

/**
 * What differs in another kernel of an era. A scenario speaks of the reference kernels only, so that its reader need not know more than
 * three.
 */
const WARNS_AT_PUTBACK: Scenario["expect"] = {
  events: { PGMIGRATE_SUCCESS: 0, PGMIGRATE_FAIL: 1 },
  results: { mover: [true, 1, null] },
  log: ["WARN_ON_ONCE(!b_dev_info)"],
};
/** Names of the stages of a series, all or those of some of its patches. */
const stages = (series: SeriesId, from = 1, to = 99) =>
  STAGES.filter(({ release }) => {
    const { stage } = release as Stage;
    const [first, last] = stage.patches;
    return stage.series === series && first >= from && last <= to;
  }).map(({ name }) => name);

const ELSEWHERE: { kernel: string; scenarios: string[]; expect: Scenario["expect"]; reason: string; source: string }[] =
  [
    ...["aops@5.19", ...stages("2022")].flatMap((kernel) => [
      {
        kernel,
        scenarios: ["zs-free-while-isolated", "zs-free-while-isolated-put-back"],
        expect: { results: { worker: [false] } },
        reason: "The page is freed while it is isolated, and nothing is left for the worker.",
        source: "c4549b871102, v5.17",
      },
      {
        kernel,
        scenarios: ["zs-empty-waits-for-the-worker"],
        expect: { results: { scanner: [true, null] } },
        reason: "Isolating only counts, and the worker frees the page all the same.",
        source: "c4549b871102, v5.17",
      },
    ]),
    ...["mops@6.12", "mops@6.1"].flatMap((kernel) => [
      {
        kernel,
        scenarios: ["zs-read-while-moving"],
        expect: {
          pages: { p: { free: true, refcount: 0, owner: null } },
          events: { PGMIGRATE_SUCCESS: 1, PGMIGRATE_FAIL: 0 },
          results: { mover: [true, 0, null] },
        },
        reason: "Readers hold an rwlock and do not sleep, so migration waits for them.",
        source: "mm/zsmalloc.c:migrate_write_lock() 6.1 and 6.12",
      },
      {
        kernel,
        scenarios: ["cmm-moves"],
        expect: { events: { BALLOON_MIGRATE: 2 } },
        reason: "It has the fix: the driver counts what it moves.",
        source: "0da2ba35c0d5, stable 6.1.160 and 6.12.64",
      },
    ]),
    {
      kernel: "mops@6.1",
      scenarios: ["one-free-page-for-three"],
      expect: { pages: { q: { free: true, owner: null }, r: { free: false, owner: "balloon" } } },
      reason:
        "It moves one page after the other: a page that is refused gives its target back, and the next one takes it.",
      source: "mm/migrate.c:migrate_pages_batch() 6.1.176",
    },
    {
      kernel: "mops@6.1",
      scenarios: ["vmw-deflate-refused-once"],
      expect: {
        pages: { p: { free: false, refcount: 1, isolated: false, owner: "balloon" } },
        events: { BALLOON_MIGRATE: 0, PGMIGRATE_SUCCESS: 0, PGMIGRATE_FAIL: 1 },
        results: { mover: [true, 1, null] },
      },
      reason: "There is no second call for what failed in the hurry: -EBUSY is final.",
      source: "mm/migrate.c:migrate_pages() 6.1.176",
    },
    {
      kernel: "flags@6.17.0",
      scenarios: ["vmw-inflate-refused"],
      expect: WARNS_AT_PUTBACK,
      reason: "The driver says -EBUSY, so the core puts back a page that the driver has released.",
      source: "mm/balloon_compaction.c:balloon_page_putback() 6.17.0; fixed in 6.17.6",
    },
    ...["flags@6.17.0", ...stages("2025", 14, 29)].map((kernel) => ({
      kernel,
      scenarios: ["zs-module-gone-page-out"],
      expect: { verdict: "ok", pages: { p: { free: true, refcount: 0, isolated: false } } },
      reason: "A page that only the isolation still holds is freed without a question for its callbacks.",
      source:
        "mm/migrate.c:migrate_folio_unmap(), v6.17; since 95c2908f1a4f (v6.18, stable 6.17.6) not for movable pages",
    })),
    {
      kernel: "flags@7.2",
      scenarios: ["cmm-moves"],
      expect: { events: { BALLOON_MIGRATE: 2 } },
      reason: "The core counts what moves, for all drivers.",
      source: "mm/balloon.c:balloon_page_migrate() 7.2",
    },
    {
      kernel: "flags@7.2",
      scenarios: ["vmw-inflate-refused"],
      expect: { events: { BALLOON_DEFLATE: 1 } },
      reason: "A page that the host took back counts as deflated, although nobody asked for less.",
      source: "mm/balloon.c:balloon_page_migrate() 7.2: -ENOENT",
    },
    ...stages("2025", 5, 13).map((kernel) => ({
      kernel,
      scenarios: ["soft-offline"],
      expect: { pages: { p: { type: "offline" } } },
      reason: "The driver leaves the type to the free path, which a poisoned page does not come to.",
      source: "65aabd88dffd, v6.17",
    })),
    ...stages("2025", 13, 29).map((kernel) => ({
      kernel,
      scenarios: ["vmw-inflate-refused"],
      expect: WARNS_AT_PUTBACK,
      reason:
        "The core no longer sees that the page was released, and gives it back to a driver that thinks this impossible.",
      source: "3544c4faccb8, v6.17",
    })),
    ...["flags@6.17.0", ...stages("2025", 13, 29)].map((kernel) => ({
      kernel,
      scenarios: ["vmw-refusal-races-deflate"],
      expect: { log: ["WARN_ON_ONCE(!b_dev_info)"] },
      reason: "The driver says -EBUSY, and the core gives the page back to a driver that has released it.",
      source: "3544c4faccb8, v6.17; fixed in 6.17.6",
    })),
    ...stages("2025", 19, 29).map((kernel) => ({
      kernel,
      scenarios: ["zs-module-gone-page-out"],
      expect: { log: ["WARN_ON_ONCE(!mops)"] },
      reason: "The lookup by type is compiled into the core, where it cannot name what is in a module.",
      source: "84caf98838a3, v6.17; fixed by 053c8ebe74f7",
    })),
    ...stages("2025", 14, 18).map((kernel) => ({
      kernel,
      scenarios: ["zs-module-missing"],
      expect: {
        pages: { p: { free: true, refcount: 0, owner: null } },
        events: { PGMIGRATE_SUCCESS: 1 },
        log: [],
      },
      reason: "Each page still leads to its callbacks, wherever they are.",
      source: "mm/zsmalloc.c before 84caf98838a3, v6.17",
    })),
    ...stages("2025", 14, 29).map((kernel) => ({
      kernel,
      scenarios: ["zsmalloc-module-races-rival"],
      expect: { results: { module: [0] } },
      reason: "There is no table to register in yet.",
      source: "053c8ebe74f7, v6.17-rc3, comes after the series",
    })),
    ...stages("2025", 19, 29).map((kernel) => ({
      kernel,
      scenarios: ["zs-module-loaded"],
      expect: {
        pages: { p: { free: false } },
        events: { PGMIGRATE_SUCCESS: 0 },
        log: ["WARN_ON_ONCE(!mops)"],
      },
      reason: "The lookup by type is compiled into the core, where it cannot name what is in a module.",
      source: "84caf98838a3, v6.17; fixed by 053c8ebe74f7",
    })),
  ];

const KERNELS = [...RELEASES, ...STAGES];
const SCENARIOS = shippedScenarios().map((id) => ({ id, scenario: findScenario(id) }));

type Kernel = (typeof KERNELS)[number];
const runsOn = (scenario: Scenario, { era, release }: Kernel) =>
  scenario.eras[era.id]?.skip === undefined && missingDrivers(scenario, era, release) === null;

/** The scenario as it should be on the kernel. */
function onKernel(scenario: Scenario, { name, era }: Kernel): Scenario {
  const more = ELSEWHERE.filter(({ kernel, scenarios }) => kernel === name && scenarios.includes(scenario.id));
  if (more.length === 0) return scenario;
  const special = more.reduce((all, each) => merge(all, each.expect), scenario.eras[era.id]?.expect ?? {});
  const exception = { expect: special, reason: more[0]?.reason ?? "", source: more[0]?.source ?? "" };
  return { ...scenario, eras: { ...scenario.eras, [era.id]: exception } };
}

describe.each(SCENARIOS)("$id", ({ scenario }) => {
  const kernels = RELEASES.filter((kernel) => runsOn(scenario, kernel));

  it.each(STAGES.filter((stage) => runsOn(scenario, stage)))("ends as expected on $name", (kernel) => {
    expect(execute(onKernel(scenario, kernel), kernel.era, kernel.release).verdict).toMatchObject({ kind: "ok" });
  });

  it.each(kernels)("ends as expected on $name, and the same way twice", (kernel) => {
    const { era, release } = kernel;
    const own = onKernel(scenario, kernel);
    const trace = execute(own, era, release);
    const expected = merge({ verdict: "ok", ...own.expect }, own.eras[era.id]?.expect ?? {});
    expect(trace.verdict).toMatchObject({ kind: "ok" });
    expect(JSON.stringify(execute(own, era, release))).toBe(JSON.stringify(trace));

    // No expectation is there for nothing: each one, turned into its opposite, is missed.
    const end = { verdict: expected.verdict, ...trace.end };
    for (const [path, wrong] of flipped(expected)) {
      expect(mismatches(wrong, end), `${path} makes no difference`).not.toEqual([]);
    }
  });

  // Where the order is left open, the expectations are those that hold in every end: too few to tell work from none.
  it.each(scenario.order === "open" ? [] : kernels)("is not met on $name by actors that do nothing", (kernel) => {
    const idle = scenario.actors.map((actor) => ({ ...actor, does: [] }));
    const own = { ...onKernel(scenario, kernel), actors: idle, order: "sequential" as const };
    expect(execute(own, kernel.era, kernel.release).verdict.kind).toBe("expectation");
  });

  it("tells of what happens in a few lines", () => {
    const lines = scenario.story.split("\n").filter((line) => line.trim() !== "");
    expect(scenario.story.length).toBeGreaterThanOrEqual(240);
    expect(lines.length).toBeLessThanOrEqual(10);
  });
});

describe("exceptions of scenarios", () => {
  it.each(ELSEWHERE.flatMap((entry) => entry.scenarios.map((id) => ({ ...entry, id }))))(
    "are still needed: $id on $kernel",
    ({ id, kernel: name, expect: special }) => {
      const kernel = KERNELS.find((each) => each.name === name) as Kernel;
      const { verdict, end } = execute(findScenario(id), kernel.era, kernel.release);
      expect(verdict.kind).not.toBe("ok");
      expect(mismatches(special, { verdict: "ok", ...end })).toEqual([]);
    },
  );

  // Where the order is left open, an exception can be about ends that other orders come to.
  const own = SCENARIOS.filter(({ scenario }) => scenario.order !== "open").flatMap(({ id, scenario }) =>
    ERAS.flatMap((era) => (scenario.eras[era.id]?.expect ? [{ id, era, scenario }] : [])),
  );
  it.each(own)("are still needed: $id in $era.id", ({ era, scenario }) => {
    const { [era.id]: _, ...others } = scenario.eras;
    const release = era.releases[0] as (typeof era.releases)[number];
    const { verdict } = execute({ ...scenario, eras: others }, era, release);
    expect(verdict.kind).not.toBe("ok");
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
