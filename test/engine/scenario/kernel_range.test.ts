/** The texts that name kernels: which they name, what they say in words, and what becomes of slips of the pen. */

import { describe, expect, it } from "vitest";
import type { Era } from "../../../models/era.ts";
import { KERNEL_NAMES, KERNELS } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { expectedOn } from "../../../src/engine/run/expect.ts";
import {
  exceptionsOn,
  inWords,
  KERNEL_RANGE,
  kernelsNamed,
  nearestKernels,
  possibleOn,
} from "../../../src/engine/scenario/kernel_range.ts";

const names = (text: string) => kernelsNamed(text).map(({ era, release }) => `${era.id}@${release.id}`);
const MODELLED = KERNELS.map(({ era, release }) => `${era.id}@${release.id}`);

describe("kernels by name", () => {
  it.each(KERNEL_NAMES.filter((name) => name.includes("@")))("%s is one kernel", (name) => {
    expect(names(name)).toEqual([name]);
  });

  it.each(["aops", "mops", "flags"])("%s is the whole era, its stages too", (era) => {
    expect(names(era)).toEqual(MODELLED.filter((name) => name.startsWith(`${era}@`)));
  });

  it.each([
    ["mops@..6.12", ["mops@6.12", "mops@6.1"]],
    ["mops@6.2..6.12", ["mops@6.12"]],
    ["mops@6.2..6.13", ["mops@6.12"]],
    ["flags@7.0..", ["flags@7.2"]],
    ["aops@..5.18", ["aops@5.10", "aops@5.10.262"]],
    ["aops@..5.10", ["aops@5.10", "aops@5.10.262"]],
    // Up to a release is without what a series makes of it; from a release on is with it.
    ["mops@..6.16", ["mops@6.16", "mops@6.12", "mops@6.1"]],
    ["aops@5.19..", MODELLED.filter((name) => name.startsWith("aops@5.19"))],
    ["mops@6.16-p12..", ["mops@6.16-p12", "mops@6.16-p13"]],
    ["mops@6.16-p07..6.16-p10", ["mops@6.16-p08", "mops@6.16-p10"]],
    // The stages that lead to 6.17 come before its first release, and 6.17 alone is a later one of its stable line.
    ["flags@..6.17.0", ["flags@6.17.0", "flags@6.17-p18", "flags@6.17-p19", "flags@6.17-p22", "flags@6.17-p29"]],
    ["flags@6.17..", ["flags@6.17", "flags@6.17.0", "flags@7.2"]],
    ["flags@6.17.1..6.17", ["flags@6.17"]],
    // The stages that lead away from 6.19 come after it, in the same era.
    ["flags@6.19..6.19-p05", ["flags@6.19", "flags@6.19-p01", "flags@6.19-p05"]],
    ["flags@6.17.1..6.19", ["flags@6.17", "flags@6.19"]],
  ])("%s is %j", (text, kernels) => {
    // Later kernels than these may be modelled one day.
    expect(names(text)).toEqual(expect.arrayContaining(kernels));
    if (!text.endsWith("..")) expect(names(text)).toHaveLength(kernels.length);
  });

  it.each(MODELLED)("a range up to %s and one from it on have it in common, and leave nothing out", (name) => {
    const [era, id] = name.split("@");
    const [before, after] = [names(`${era}@..${id}`), names(`${era}@${id}..`)];
    expect([before, after]).toEqual([expect.arrayContaining([name]), expect.arrayContaining([name])]);
    expect(new Set([...before, ...after])).toEqual(new Set(names(must(era, "era"))));
  });

  it.each([
    ["flag", "flags"],
    ["mops@6.2", "mops@6.12"],
    ["mobs@..6.12", "mops@..6.12"],
    ["mops@6.1...6.12", "mops@6.1..6.12"],
    ["mops@6.1-6.12", "mops@6.1..6.12"],
    ["mops@6.1–6.12", "mops@6.1..6.12"],
    ["mops@6.12..6.1", undefined],
    ["flags@99.9..", undefined],
    ["constructor", undefined],
  ])("%s is none; %s was meant", (text, meant) => {
    expect(names(text)).toEqual([]);
    expect(nearestKernels(text)).toBe(meant);
  });

  it.each([
    ["mops", "mops"],
    ["mops@6.1", "mops@6.1"],
    ["mops@..6.12", "mops up to 6.12"],
    ["mops@6.2..6.12", "mops from 6.2 to 6.12"],
    ["flags@7.0..", "flags from 7.0 on"],
  ])("%s in words is %s, and fits the pattern that editors check", (text, words) => {
    expect(inWords(text)).toBe(words);
    expect(text).toMatch(KERNEL_RANGE);
  });
});

describe("what a scenario says of a kernel", () => {
  const exception = (pages: number) => ({ expect: { devices: { b: { pages } } }, reason: "So.", source: "mm/x.c" });
  const scenario = {
    drivers: {},
    expect: { devices: { b: { pages: 0, host: 9 } } },
    eras: { flags: exception(1), "flags@..6.17.0": exception(2), "mops@6.1": exception(3) },
    can: [
      { what: "a", expect: {} },
      { what: "b", expect: {}, kernels: ["mops@..6.2", "flags"] },
    ],
  };
  const on = (name: string) => must(kernelsNamed(name)[0], "kernel of that name");

  it.each([
    ["aops@5.10", 0, ["a"]],
    ["mops@6.1", 3, ["a", "b"]],
    ["mops@6.12", 0, ["a"]],
    ["flags@6.17", 1, ["a", "b"]],
    ["flags@6.17.0", 2, ["a", "b"]],
    ["flags@6.17-p29", 2, ["a", "b"]],
  ])("on %s: what comes later has the last word, key by key", (kernel, pages, can) => {
    expect(expectedOn(scenario, on(kernel))).toEqual({ devices: { b: { pages, host: 9 } } });
    expect(possibleOn(scenario, on(kernel)).map(({ what }) => what)).toEqual(can);
  });

  it("has the exceptions in the order of the file", () => {
    expect(exceptionsOn(scenario, on("flags@6.17.0"))).toEqual([exception(1), exception(2)]);
  });

  it("says it of an era that is built on another one, too, by version", () => {
    const { era: flags, release } = on("flags@6.17");
    const later: Era = { ...flags, builtOn: flags };
    Object.assign(later, { id: "later" });
    const version = (id: string) => ({ era: later, release: { ...release, id } });
    expect(exceptionsOn(scenario, version("7.4"))).toEqual([exception(1)]);
    expect(exceptionsOn(scenario, version("6.17.0"))).toEqual([exception(1), exception(2)]);
    expect(possibleOn(scenario, version("7.4")).map(({ what }) => what)).toEqual(["a", "b"]);
  });
});
