/** The links of the museum lead where they say: to kernels, guards and orders that there are, and to the end that its page shows. */
import { describe, expect, it } from "vitest";
import { openLink, select } from "../../src/links/open.ts";
import { open } from "../../src/player/session.ts";
import { bugs, linksOf, runsOf } from "../../src/site/bugs.ts";
import { scenarioNamed } from "../../src/site/scenarios.ts";

const all = bugs().flatMap((bug) => runsOf(bug).map((run, index) => ({ name: `${bug.id}, run ${index + 1}`, run })));
const linked = await Promise.all(all.map(async (each) => ({ ...each, links: await linksOf(each.run) })));
const runs = linked.flatMap(({ links, ...each }) => (links === null ? [] : [{ ...each, links }]));

it("has no link where the scenario is left out in the era, and only there", () => {
  for (const { links, run } of linked) {
    const skipped = Object.entries(run.scenario.eras).filter(([, { skip }]) => skip !== undefined);
    expect(links === null).toBe(skipped.some(([era]) => run.buggy.kernel.startsWith(era)));
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

  it("opens the code with the bug, in the order that breaks it", async () => {
    const { buggy, broken } = links;
    const { column, selection } = await opened(buggy);
    expect(selection).toMatchObject({ without: run.buggy.without, choices: run.counterexample?.choices ?? null });
    const steps = run.counterexample?.trace.steps.map(({ actor, step }) => [actor, step]);
    const shown = column.trace.steps.map(({ actor, step }) => [actor, step]);
    if (!steps || broken === null) return expect(broken).toBeNull();
    // The player may stop sooner, at an invariant that is left out of account here.
    if (run.invariants) expect(shown).toEqual(steps);
    else expect(shown).toEqual(steps.slice(0, shown.length));
    expect((await opened(broken)).selection.step).toBe(shown.length);
  });

  it("opens the code with the fix, and nothing breaks", async () => {
    const { column, selection } = await opened(links.fixed);
    expect(selection).toMatchObject({ without: run.fixed.without, choices: run.choices });
    // Where something else is judged than what the scenario expects, that may end otherwise, but not in a fault.
    expect(run.judgedBy === null ? ["ok"] : ["ok", "expectation"]).toContain(column.trace.verdict.kind);
  });
});
