// No page runs what a reader wrote: there is a lock on it, and only what is posted to a worker comes without.
import { describe, expect, it } from "vitest";
import { flags as era } from "../../../models/flags/index.ts";
import { open } from "../../../src/engine/compare/session.ts";
import type { Link } from "../../../src/engine/links/link.ts";
import { select } from "../../../src/engine/links/open.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { asReaders, isReaders } from "../../../src/engine/scenario/readers.ts";
import { ScenarioSystem } from "../../../src/engine/verify/scenario_system.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { guardsPassed } from "../../../src/engine/walk/passed.ts";
import { walk } from "../../../src/engine/walk/walk.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { WORK } from "../../../src/views/away/work.ts";

const release = era.releases[0];
const shipped = findScenario("isolate-races-deflate");
const readers = asReaders(shipped);
const link: Link = { version: null, scenario: null, kernels: ["flags"], without: [], choices: [0, 1], step: 0 };
const selection = { kernels: ["flags"], without: [], choices: null, step: 0 };
const race = { kernel: "flags", without: [] };

/** Every way from a scenario to a machine that a page has. */
const WAYS: Record<string, (scenario: typeof shipped) => unknown> = {
  "the player": (scenario) => open({ ...selection, scenario }),
  "a link": (scenario) => select(link, scenario),
  "the race": (scenario) => walk({ ...race, scenario }, [0]),
  "the guards": (scenario) => guardsPassed({ ...race, scenario }),
  "the explorer": (scenario) => verify(scenario, era, release),
  "a system": (scenario) => new ScenarioSystem(scenario, era, release),
  "a run": (scenario) => execute(scenario, era, release),
};

describe.each(Object.entries(WAYS))("%s", (_, way) => {
  it("does not boot a reader's scenario, nor a copy of it, and boots one that was posted", () => {
    expect(() => way(readers)).toThrow("in a worker");
    expect(() => way({ ...readers, title: "changed" })).toThrow("in a worker");
    const posted = structuredClone(readers);
    expect(isReaders(posted)).toBe(false);
    expect(() => way(posted)).not.toThrow();
    expect(() => way(shipped)).not.toThrow();
  });
});

describe("what is done away from the page", () => {
  it("is asked and answered in data", () => {
    const asks = {
      check: { text: "title: 1", name: "x" },
      select: { link, scenario: readers },
      open: { ...selection, scenario: readers },
      race: { race: { ...race, scenario: readers }, choices: [0, 1] },
      guards: { ...race, scenario: readers },
      bare: { race: { ...race, scenario: readers }, choices: [] },
      run: { scenario: readers, kernels: ["mops", "flags@6.1"], link },
    } as const;
    expect(Object.keys(asks).toSorted()).toEqual(Object.keys(WORK).toSorted());
    const line = { tell: (told: unknown) => structuredClone(told), signal: new AbortController().signal };
    for (const [what, question] of Object.entries(asks)) {
      const work = WORK[what as keyof typeof WORK] as (asks: unknown, on: typeof line) => unknown;
      const answer = work(structuredClone(question), line);
      expect(structuredClone(answer), what).toEqual(answer);
    }
  });

  it("says where in the text a set-up goes wrong, whoever asks", () => {
    const [call] = shipped.setup;
    const scenario = {
      ...shipped,
      setup: [{ ...must(call, "set-up"), name: "unlock", args: { page: 0 }, line: 7, column: 11 }],
    };
    const why = expect.stringMatching(/^line 7, column 11: unlock cannot be done: /);
    const line = { tell: () => {}, signal: new AbortController().signal };
    expect(WORK.open({ ...selection, scenario }).skipped).toEqual([{ kernel: "flags", why }]);
    expect(WORK.run({ scenario, kernels: ["flags"], link }, line)).toEqual([{ kernel: "flags", ran: false, why }]);
  });

  it("refuses a machine that is too large for a browser", () => {
    const scenario = { ...shipped, machine: { ...shipped.machine, pages: 4_194_304 } };
    expect(() => WORK.open({ ...selection, scenario })).toThrow("too many for a browser");
    expect(() => WORK.race({ race: { ...race, scenario }, choices: [] })).toThrow("too many for a browser");
  });
});
