// What the player shows, as data: runs, rows, and what cannot be run.
import { describe, expect, it } from "vitest";
import { MAX_STEPS, open, type Selection } from "../../../src/engine/compare/session.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { longScenario } from "./long.ts";

const KERNELS = ["aops", "mops", "flags"];
const select = (id: string, more: Partial<Selection> = {}): Selection => ({
  scenario: findScenario(id),
  kernels: KERNELS,
  without: [],
  choices: null,
  step: 0,
  ...more,
});

describe("a session", () => {
  it("is the same object for the same selection, whatever its step", () => {
    const selection = select("balloon-compaction");
    expect(open({ ...selection, step: 3 })).toBe(open({ ...selection, kernels: [...KERNELS] }));
    expect(open({ ...selection, without: ["isolate:pin"] })).not.toBe(open(selection));
  });

  it("goes on past an invariant that breaks, where that is not to count, and shows the damage", () => {
    const broken = select("ksm-page-moves", { kernels: ["mops"], without: ["movable:both-bits"] });
    const [stopped] = open(broken).columns;
    const [gone] = open({ ...broken, invariants: false }).columns;
    expect(stopped?.trace.verdict).toMatchObject({ kind: "invariant" });
    expect(gone?.trace.verdict).toMatchObject({ kind: "BUG" });
    expect(gone?.trace.steps.length).toBeGreaterThan(stopped?.trace.steps.length ?? 0);
  });

  it("tells for each row how many steps each run has taken", () => {
    const { rows, columns } = open(select("balloon-compaction"));
    for (const [column, { taken, trace }] of columns.entries()) {
      expect(taken).toHaveLength(rows.length + 1);
      expect(taken.at(-1)).toBe(trace.steps.length);
      rows.forEach(({ cells }, row) => {
        if (cells[column]) expect(trace.steps[(taken[row + 1] ?? 0) - 1]).toBe(cells[column]);
      });
    }
  });

  it("runs kernels that are no reference, each once, and says which have no run and why", () => {
    const kernels = ["mops@6.1", "mops@6.1", "flags@99"];
    const { columns, skipped } = open(select("z3fold-moves", { kernels }));
    expect(columns.map(({ kernel }) => kernel)).toEqual(["mops@6.1"]);
    expect(skipped).toEqual([{ kernel: "flags@99", why: "there is no such kernel here" }]);
    expect(open(select("z3fold-moves")).skipped.map(({ kernel }) => kernel)).toContain("flags");
  });

  it("follows choices, and says where one cannot be made", () => {
    const scenario = findScenario("two-scanners");
    const [column] = open(select("two-scanners", { scenario, kernels: ["flags"], choices: [1, 0, 1] })).columns;
    const actors = scenario.actors.map(({ name }) => name);
    expect(column?.trace.steps.slice(0, 3).map(({ actor }) => actors.indexOf(actor))).toEqual([1, 0, 1]);
    const choices = new Array<number>(999).fill(0);
    expect(open(select("two-scanners", { scenario, kernels: ["flags"], choices })).skipped[0]?.why).toMatch(/choice/);
  });

  it("gives up a run that does not end", () => {
    const [column] = open({ ...select("isolate"), scenario: longScenario(MAX_STEPS), kernels: ["flags"] }).columns;
    expect(column?.trace.steps).toHaveLength(MAX_STEPS);
    expect(column?.trace.verdict.kind).toBe("step-limit");
  });
});
