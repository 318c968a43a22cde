// Links outlive the models: what has gone is named, and the nearest thing is shown.
import { describe, expect, it } from "vitest";
import { adapt } from "../../../src/engine/links/adapt.ts";
import type { Link } from "../../../src/engine/links/link.ts";
import { versionOf } from "../../../src/engine/links/version.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { modelVersion } from "../../../src/site/build/model_version.ts";

const race = findScenario("isolate-races-deflate");
const NOW = versionOf(race);
const LINK: Link = {
  version: NOW,
  scenario: { id: race.id },
  kernels: ["mops"],
  without: [],
  choices: [0, 1, 0],
  step: 2,
};

describe("a link to the same models", () => {
  it("is shown as it is", () => {
    expect(adapt(LINK, race, NOW)).toEqual({
      kernels: ["mops"],
      without: [],
      invariants: true,
      choices: [0, 1, 0],
      step: 2,
      problems: [],
    });
    expect(adapt({ ...LINK, invariants: false }, race, NOW)).toMatchObject({ invariants: false, problems: [] });
  });

  it("knows them by their sources, and the scenario by what it does and not by its words", () => {
    expect(NOW).toBe(`${modelVersion()}-${NOW.slice(9)}`);
    expect(versionOf({ ...race, title: "another", story: "another" })).toBe(NOW);
    expect(versionOf({ ...race, actors: race.actors.slice(1) })).not.toBe(NOW);
  });
});

describe("a link to something else", () => {
  it("says that the models have changed", () => {
    const { problems, choices } = adapt({ ...LINK, version: "00000000-00000000" }, race, NOW);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^v= \(the version of the models\): the link was made with other models \(00000000-00000000\)/,
      ),
    ]);
    expect(choices).toEqual([0, 1, 0]);
  });

  it("says that only the scenario has changed", () => {
    const version = `${NOW.slice(0, 8)}-00000000`;
    const [problem] = adapt({ ...LINK, version }, race, NOW).problems;
    expect(problem?.found).toContain("an earlier or later text of the scenario");
  });

  it("keeps the choices as far as they run", () => {
    const { choices, problems } = adapt({ ...LINK, choices: [0, 1, 7, 0] }, race, NOW);
    expect(choices).toEqual([0, 1]);
    expect(problems[0]?.message).toContain("choice 3 of 4 is actor 7, who is done, has to wait, or is not there");
  });

  it("keeps choices after the end of a run, which do no harm", () => {
    const choices = [...new Array(200).fill(0)];
    const { problems } = adapt({ ...LINK, choices }, { ...race, actors: race.actors.slice(0, 1) }, NOW);
    expect(problems).toEqual([]);
  });

  it("leaves out a kernel that the scenario cannot run on, and falls back to those that it can", () => {
    const z3fold = findScenario("z3fold-moves");
    const { kernels, problems } = adapt({ ...LINK, kernels: ["flags"], choices: null }, z3fold, versionOf(z3fold));
    expect(kernels).toEqual(["aops", "mops@6.12"]);
    expect(problems.map(({ part }) => part)).toEqual(["v", "e"]);
  });
});
