/** What is told of a race and of a step that comes apart, on the guards whose absence shows them. */
import { expect, it } from "vitest";
import { must } from "../../../src/engine/must.ts";
import { reportOf, reportText, shortestOf, watchExploration } from "../../../src/engine/races/index.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";

const scenario = findScenario("two-pages-of-one-balloon");
const kernels = kernelsFor(scenario);

it.each(kernels.map(({ era }) => era.id))(
  "without the lock of the list two scanners race for its counter: %s",
  (id) => {
    const kernel = must(
      kernels.find(({ era }) => era.id === id),
      `kernel of ${id}`,
    );
    const on = { scenario, ...kernel, without: ["balloon:pages-lock"] as const };
    const found = watchExploration(on);
    const race = must(
      found.races.find(({ first, second }) => [first, second].every(({ word }) => word.endsWith(".isolated_pages"))),
      "race for the counter",
    );
    const { race: least, isShortest } = shortestOf(on, race);
    expect(isShortest).toBe(true);
    expect(least.choices.length).toBeLessThanOrEqual(race.choices.length);
    const report = must(reportOf(on, least) ?? undefined, "report");
    expect(new Set([report.first.actor, report.second.actor]).size).toBe(2);
    for (const { line } of [report.first, report.second]) expect(line).toMatch(`models/${id}/balloon_compaction.ts:`);
    const text = reportText(report);
    expect(text).toMatch(/^BUG: KCSAN: data-race in balloon_page_\w+ \/ balloon_page_\w+\n/);
    for (const { where, stack, line, how, before, after } of [report.first, report.second]) {
      expect(stack[0]).toBe(where);
      expect(stack.length).toBeGreaterThan(1);
      expect(text).toContain(
        `  ${where}  ${line}\n${stack
          .slice(1)
          .map((name) => `  ${name}\n`)
          .join("")}`,
      );
      if (!how.includes("write")) continue;
      expect(before).not.toBe(after);
      expect(text).toContain(`  value changed: ${before} -> ${after}\n`);
    }
    expect(found.steps.length).toBeGreaterThan(0);
  },
);

it("with all guards there is none of that", () => {
  for (const kernel of kernels) {
    const { races, steps } = watchExploration({ scenario, ...kernel, without: [] });
    expect({ races, steps }).toEqual({ races: [], steps: [] });
  }
});
