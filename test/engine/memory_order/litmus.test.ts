import { describe, expect, it } from "vitest";
import { loadsInOrder, MEMORY_MODELS, type MemoryModel } from "../../../models/machine/config.ts";
import { allEnds } from "./brute_force.ts";
import { BEYOND_LATE_MEMORY, LITMUS, TOO_LARGE } from "./litmus.ts";
import { endsOf } from "./machine.ts";
import { programOf } from "./program.ts";

/** What allows an end that this one allows. */
const WEAKER: Record<string, readonly MemoryModel[]> = {
  nowhere: [],
  rmo: ["rmo"],
  pso: ["pso", "rmo"],
  "tso-ll": ["tso-ll", "rmo"],
  "pso or tso-ll": ["tso-ll", "pso", "rmo"],
  tso: ["tso", "tso-ll", "pso", "rmo"],
};

describe("litmus tests", () => {
  it.each(LITMUS)("$name is allowed: $allowed", ({ name, threads, exists, allowed }) => {
    const program = programOf(...threads);
    const shows = (ends: ReadonlySet<string>) =>
      [...ends].some((end) => exists.split(" ").every((part) => end.split(" ").includes(part)));
    const models = MEMORY_MODELS.filter((memory) => loadsInOrder(memory) || !TOO_LARGE.includes(name));
    const weaker = WEAKER[allowed] as readonly MemoryModel[];
    expect(models.filter((memory) => shows(endsOf(program, memory)))).toEqual(
      models.filter((each) => weaker.includes(each)),
    );
    expect(MEMORY_MODELS.filter((memory) => shows(allEnds(program, memory)))).toEqual(weaker);
  });

  it("show nothing that Linux's model forbids", () => {
    const wrong = LITMUS.filter(({ linux, allowed }) => linux === "Never" && allowed !== "nowhere");
    expect(wrong).toEqual([]);
  });

  it("show what Linux's model allows, but for what takes more than late stores and old loads", () => {
    const missing = LITMUS.filter(({ linux, allowed }) => linux === "Sometimes" && allowed === "nowhere");
    expect(missing.map(({ name }) => name)).toEqual(BEYOND_LATE_MEMORY);
  });
});
