/** The links of the museum lead where they say: to kernels, guards and orders that there are, and to the end that its page shows. */
import { describe, expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { open } from "../../../src/engine/compare/session.ts";
import { openLink, select } from "../../../src/engine/links/open.ts";
import { exceptionsOn } from "../../../src/engine/scenario/kernel_range.ts";
import { ANOTHER_END, NO_FAULT, wordOf } from "../../../src/engine/verdicts/vocabulary.ts";
import { happensIn, LAST_STEPS } from "../../../src/knowledge/bugs/event.ts";
import { bugs, linksOf, runsOf } from "../../../src/site/data/bugs.ts";
import { scenarioNamed } from "../../../src/site/data/scenarios.ts";

const all = bugs().flatMap((bug) => runsOf(bug).map((run, index) => ({ name: `${bug.id}, run ${index + 1}`, run })));
const linked = await Promise.all(all.map(async (each) => ({ ...each, links: await linksOf(each.run) })));
const runs = linked.flatMap(({ links, ...each }) => (links === null ? [] : [{ ...each, links }]));

it("has no link where the scenario is left out in the era, and only there", () => {
  for (const { links, run } of linked) {
    const isLeftOut = ({ kernel }: { kernel: string }) => {
      const found = findEra(kernel);
      return found !== undefined && exceptionsOn(run.scenario, found).some(({ skip }) => skip !== undefined);
    };
    expect(links === null).toBe([run.buggy, run.fixed].some(isLeftOut));
  }
});

describe.each(runs)("$name", ({ run, links }) => {
  const scenario = scenarioNamed(run.scenario.id);
  const opened = async (link: string) => {
    expect(link.split("#")[0]).toBe(`/scenarios/${scenario.id}/`);
    const { selection, problems } = await openLink(link.split("#")[1] ?? "", scenario, (each) =>
      select(each, scenario),
    );
    expect(problems).toEqual([]);
    const [column] = open(selection).columns;
    if (!column) throw new Error("the link opens no run");
    return { selection, column };
  };

  it("opens the code with the bug, in the order of the museum, and goes on to its end", async () => {
    const { column, selection } = await opened(links.buggy);
    const { invariants, buggy, shown } = run;
    expect(selection).toMatchObject({ without: buggy.without, invariants, choices: shown.choices, step: 0 });
    const steps = shown.trace.steps.map(({ actor, step }) => [actor, step]);
    expect(column.trace.steps.map(({ actor, step }) => [actor, step])).toEqual(steps);
  });

  it("opens at the last moment of what its title says, which is to be seen there", async () => {
    const { column, selection } = await opened(links.event ?? "");
    // What the player takes for an end that nobody expected is another matter than where the run ends.
    const moments = happensIn(run.event, { ...column.trace, verdict: run.shown.trace.verdict });
    expect(moments).toEqual(run.shown.moments);
    expect(selection.step).toBe((moments?.at(-1) ?? Number.NaN) + 1);
    expect(column.trace.steps.length - selection.step).toBeLessThan(LAST_STEPS);
  });

  it("opens the code with the fix, and nothing breaks", async () => {
    const { column, selection } = await opened(links.fixed);
    expect(selection).toMatchObject({ without: run.fixed.without, choices: run.beside.choices });
    // Where something else is judged than what the scenario expects, that may end otherwise, but not in a fault.
    const fine = run.judgedBy === null ? ["ok", NO_FAULT] : ["ok", NO_FAULT, ANOTHER_END];
    expect(run.fixedTo === undefined ? fine : [run.fixedTo]).toContain(wordOf(column.trace.verdict));
  });
});
