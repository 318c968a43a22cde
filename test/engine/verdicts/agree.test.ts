/** One run, one word, where no guard of the register is out alone: test/knowledge/guards/register.test.ts asks the same of those. */
import { describe, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { REFERENCES, whyNot } from "../../../src/engine/scenario/runnable.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { type Case, expectOneWord } from "./one_word.ts";

/** Those in which the scenario itself says that something goes wrong. */
const foretold: Case[] = ["lost-wakeup", "zs-module-missing", "zs-module-gone-page-out"].flatMap((id) =>
  REFERENCES.filter((kernel) => whyNot(findScenario(id), kernel) === null).map(({ era }) => {
    return { id, kernel: era.id, without: [] };
  }),
);
/** Where a WARN is all that is left of a BUG, and the kernels before and after. */
const stages: Case[] = ["mops@6.16-p06", "mops@6.16-p08", "mops@6.16-p10", "mops@6.16-p12", "mops@6.16-p13"].map(
  (kernel) => ({ id: "isolate-races-deflate", kernel, without: ["isolate:recheck"] }),
);
const cases = [...stages, ...foretold].map((each) => ({
  ...each,
  name: `${each.id} on ${each.kernel} without ${each.without.join(", ") || "nothing"}`,
}));

describe.each(cases)("$name", (each) => {
  it("has one word, whoever is asked", () => {
    const { era, release } = must(findEra(each.kernel), `kernel ${each.kernel}`);
    expectOneWord(each, verify(findScenario(each.id), era, release, { without: each.without }));
  });
});
