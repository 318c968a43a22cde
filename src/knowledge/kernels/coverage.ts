/** How much of what the models say is pinned by a recording of a real kernel, scenario by scenario and kernel by kernel. */
import { compareVersions, ERAS } from "../../../models/index.ts";
import type { ModelledKernel } from "../../engine/scenario/kernel_range.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { HeldRecording } from "./held.ts";

/** Pinned: by these patterns. Argued: it runs there, and rests on sources alone. Absent: it cannot happen there. */
type Cover = { is: "pinned"; patterns: string[] } | { is: "argued" } | { is: "absent" };

export interface Covered {
  scenario: string;
  /** By "flags@6.17". */
  on: Map<string, Cover>;
}

/** Those that models run as; stages were never released, so nobody can record one. Oldest first. */
export const RELEASED: readonly (ModelledKernel & { name: string })[] = ERAS.flatMap((era) =>
  era.releases
    .toSorted((a, b) => compareVersions(a.id, b.id))
    .map((release) => ({ name: `${era.id}@${release.id}`, era, release })),
);

/** A recording pins the part of the scenario that its pattern is about, and not all that the scenario shows. */
export function coverageOf(
  scenarios: readonly Scenario[],
  recordings: readonly Pick<HeldRecording, "kernel" | "pattern">[],
): Covered[] {
  return scenarios.map((scenario) => {
    const own = recordings.filter(({ pattern }) => pattern.scenario === scenario.id);
    const on = RELEASED.map(({ name, ...kernel }): [string, Cover] => {
      const patterns = own.filter((each) => each.kernel === name).map(({ pattern }) => pattern.id);
      if (patterns.length > 0) return [name, { is: "pinned", patterns }];
      return [name, { is: whyNot(scenario, kernel) === null ? "argued" : "absent" }];
    });
    return { scenario: scenario.id, on: new Map(on) };
  });
}

/** Of a kernel, or of all: scenarios that run there, and those of them that a recording pins. */
export function countsOf(covered: readonly Covered[], kernel?: string): { pinned: number; run: number } {
  const kinds = covered.map(({ on }) => {
    const cells = kernel === undefined ? [...on.values()] : [on.get(kernel)];
    return new Set(cells.map((cell) => cell?.is));
  });
  return {
    pinned: kinds.filter((each) => each.has("pinned")).length,
    run: kinds.filter((each) => each.has("pinned") || each.has("argued")).length,
  };
}

/** Scenarios that recordings of two kernels or more pin: what one of them shows is no peculiarity of its build. */
export function pinnedOnSeveral(covered: readonly Covered[]): number {
  return covered.filter(({ on }) => [...on.values()].filter(({ is }) => is === "pinned").length > 1).length;
}
