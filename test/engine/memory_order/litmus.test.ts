import { describe, expect, it } from "vitest";
import type { MemoryModel } from "../../../models/machine/config.ts";
import { BEYOND_STORE_BUFFERS, LITMUS } from "./litmus.ts";
import { endsOf } from "./machine.ts";
import { programOf } from "./program.ts";

const ALLOWED = { nowhere: [], pso: ["pso"], "tso and pso": ["tso", "pso"] };

describe("litmus tests", () => {
  it.each(LITMUS)("$name is allowed: $allowed", ({ threads, exists, allowed }) => {
    const program = programOf(...threads);
    const shows = (memory: MemoryModel) =>
      [...endsOf(program, memory)].some((end) => exists.split(" ").every((part) => end.split(" ").includes(part)));
    expect((["sc", "tso", "pso"] as const).filter(shows)).toEqual(ALLOWED[allowed]);
  });

  it("show nothing that Linux's model forbids", () => {
    const wrong = LITMUS.filter(({ linux, allowed }) => linux === "Never" && allowed !== "nowhere");
    expect(wrong).toEqual([]);
  });

  it("show what Linux's model allows, but for what takes more than store buffers", () => {
    const missing = LITMUS.filter(({ linux, allowed }) => linux === "Sometimes" && allowed === "nowhere");
    expect(missing.map(({ name }) => name)).toEqual(BEYOND_STORE_BUFFERS);
  });
});
