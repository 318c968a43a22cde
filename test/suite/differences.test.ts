/** Named differences between kernels: each is in some kernel of its era, and some code asks for it. */
import { describe, expect, it } from "vitest";
import { ERAS, KERNELS } from "../../models/index.ts";
import { Kernel } from "../../models/machine/kernel.ts";
import { readModels } from "../../src/knowledge/source/files.ts";

const models = Object.entries(readModels());
/** Code that may ask: not where differences are declared and given to kernels. */
const code = (folder: string) =>
  models
    .filter(([file]) => file.startsWith(`models/${folder}/`) && !/\/(?:differences|releases|stages)\.ts$/.test(file))
    .map(([, text]) => text)
    .join("\n");
/** Rules and the machine ask for differences of several eras. */
const shared = code("machine") + code("invariants");

describe.each(ERAS)("the differences of $id", ({ id, releases, stages, differences }) => {
  const declared = Object.keys(differences);
  const own = code(id);

  it("are in a release or a stage, and explained", () => {
    const had = [...releases, ...stages].flatMap((kernel) => [...kernel.differences]);
    expect(declared.sort()).toEqual([...new Set(had)].sort());
  });

  it("are asked for", () => {
    expect(declared.filter((name) => !`${own}${shared}`.includes(`"${name}"`))).toEqual([]);
  });

  it("are all that its own code asks for", () => {
    const asked = [...own.matchAll(/\bk\.differs\("([^"]+)"\)/g)].map(([, name = ""]) => name);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !declared.includes(name))).toEqual([]);
  });
});

it.each(KERNELS)("have names that the compiler knows, on $era.id@$release.id", ({ era, release }) => {
  const k = new Kernel(era, release);
  // @ts-expect-error: nobody declares it
  expect(k.differs("no-such-difference")).toBe(false);
  for (const name of release.differences) expect(k.differs(name)).toBe(true);
});
