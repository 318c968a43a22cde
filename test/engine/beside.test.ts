// A kernel's run with the other eras beside it: the place in the line-up is that of its own step, and nothing of the run is another.
import { expect, it } from "vitest";
import { besideOthers } from "../../src/engine/compare/beside.ts";
import { open } from "../../src/engine/compare/session.ts";
import { must } from "../../src/engine/must.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";

const scenario = findScenario("isolate-races-deflate");
/** The scanner looks, the balloon lets go of the page, the scanner goes on. */
const choices = [0, 0, 0, 1, 1, 1, 1, 0, 0];
const CHECK = "isolate:recheck";

it.each([
  ["aops", ["aops", "mops", "flags"], "aops@5.10"],
  ["flags@7.2", ["aops", "mops", "flags@7.2"], "flags@7.2"],
])("%s fails where it does alone, and the other eras are there", (kernel, kernels, name) => {
  const own = { scenario, without: [CHECK], choices } as const;
  const alone = must(open({ ...own, kernels: [kernel], step: 0 }).columns[0], "run alone");
  const { length } = alone.trace.steps;
  const beside = besideOthers(kernel, { ...own, step: length });
  expect(beside).toMatchObject({ kernels, inView: kernel });
  const session = open(beside);
  const column = must(
    session.columns.find((each) => each.kernel === name),
    "run beside the others",
  );
  expect(column.trace).toEqual(alone.trace);
  expect(column.taken[beside.step]).toBe(length);
  // The row in view is one in which it takes a step.
  expect(column.taken[beside.step - 1]).toBe(length - 1);
});

it("a kernel that cannot run stands alone", () => {
  expect(
    besideOthers("flags", { scenario: findScenario("z3fold-destroy"), without: [], choices: [0], step: 1 }),
  ).toEqual(expect.objectContaining({ kernels: ["flags"], step: 1 }));
});
