// "fn(), 6.16" must not name a function that the models know from other eras only: the renames between eras are what the site is about.

import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";

const filesIn = (folder: string, kind: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => kind.test(name))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
const DECLARED = /\b(?:const|function\*?|class) (\w+)\b/g;
const declaredIn = (folder: string) =>
  new Set(
    filesIn(`models/${folder}`, /\.ts$/).flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(DECLARED)].map(([, name = ""]) => name),
    ),
  );

const shared = declaredIn("machine");
const known = ERAS.map(({ id }) => ({ id, names: declaredIn(id) }));
const number = (release: string) => {
  const [major = 0, minor = 0] = release.split(".").map(Number);
  return major * 100 + minor;
};
/** Linux 6.0 began an era, and 6.17 another. */
const eraOf = (release: string) => (number(release) < 600 ? "aops" : number(release) < 617 ? "mops" : "flags");

/** Functions one after the other, and then the kernels that they were read in. */
const CITED = /((?:`?\w+\(\)`?(?:,| and)? ?)+)(?:in )?(?:Linux )?((?:v?\d\.\d+(?:\.\d+)*(?:, | and )?)+)/g;

const citations = filesIn("content", /\.(?:md|yaml)$/).flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(CITED)].flatMap(([, functions = "", releases = ""]) =>
    [...functions.matchAll(/(\w+)\(\)/g)].flatMap(([, name = ""]) =>
      [...releases.matchAll(/\d\.\d+(?:\.\d+)*/g)].map(([release]) => ({ file, name, release })),
    ),
  ),
);

/** The kernel has the function, the model of that era does its work without. */
const WITHOUT = new Set(["set_first_obj_offset() 5.10"]);

it("cites no function in a kernel of an era that does not have it", () => {
  const ofAnEra = citations.filter(({ name }) => !shared.has(name) && known.some(({ names }) => names.has(name)));
  expect(ofAnEra.length).toBeGreaterThan(100);
  const wrong = ofAnEra
    .filter(({ name, release }) => !known.find(({ id }) => id === eraOf(release))?.names.has(name))
    .filter(({ name, release }) => !WITHOUT.has(`${name}() ${release}`));
  expect(wrong.map(({ file, name, release }) => `${file}: ${name}() ${release}`)).toEqual([]);
});
