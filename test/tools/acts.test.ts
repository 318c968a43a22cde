// The actors of a guest, without one: acts and patterns name each other, and what is read out of traces of Debian's 6.1.176.
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it, test } from "vitest";
import { must } from "../../src/engine/must.ts";
import { distil, recorderFile } from "../../src/knowledge/kernels/distil.ts";
import { ACTED } from "../../src/knowledge/kernels/schema.ts";
import { heldAgainstRecording, KERNELS, PATTERNS } from "../../src/site/data/kernels.ts";
import { scenarioNamed } from "../../src/site/data/scenarios.ts";
import { acted } from "../../src/tools/kernels/record/acted.ts";
import { ACTS, actsIn, doneByOthers } from "../../src/tools/kernels/record/acts.ts";

const own = PATTERNS.filter(({ recorded }) => recorded.scenario === ACTED);
const actOf = (name: string) =>
  must(
    ACTS.find((act) => act.name === name.split(" ")[0]),
    `act ${name}`,
  );

describe("acts", () => {
  it("are what patterns ask for, all of them", () => {
    expect([...new Set(own.map(({ recorded }) => actOf(recorded.case).name))].sort()).toEqual(
      ACTS.map(({ name }) => name).sort(),
    );
  });
  test.each(own)("have the actor of $id, and the page it is about", ({ recorded, actor, part, scenario }) => {
    const { before, during } = actOf(recorded.case);
    expect(during.map((line) => line.split(" ")[0])).toContain(actor);
    expect(scenarioNamed(scenario).actors.map(({ name }) => name)).toContain(actor);
    if (part.of !== "page") return;
    const words = [...before, ...during].map((line) => line.split(" ").slice(2).join(" "));
    expect(words.some((word) => word.split(" ")[0] === part.page)).toBe(true);
  });
  it("say what is done before, while and after the tracer looks", () => {
    expect(actsIn("# not this\n\none\n- host balloon 1\n+ a isolate p\n= a putback\n")).toEqual([
      { name: "one", before: ["host balloon 1"], during: ["a isolate p"], after: ["a putback"] },
    ]);
    expect(() => actsIn("+ a isolate p")).toThrow("belongs to no act");
  });
  it("tell what a thread of the kernel, or the shell, does for an actor", () => {
    const lines = [
      "- host balloon 1",
      "+ owner balloon 0",
      "+ device memory 0M",
      "+ disk zram_discard",
      "+ scanner isolate p",
    ];
    const [act] = actsIn(["one", ...lines, "+ reader memalloc"].join("\n"));
    const who = ["owner", "device", "disk", "scanner", "host", "reader"].filter((actor) =>
      doneByOthers(must(act, "act"), actor),
    );
    expect(who).toEqual(["owner", "device", "disk"]);
  });
});

describe("what two threads of 6.1.176 did", () => {
  const folder = join(import.meta.dirname, "recorded-acts");
  const file = v.parse(recorderFile, acted(folder, "6.1.0-50-amd64", PATTERNS));
  const kernel = must(
    KERNELS.find(({ name }) => name === "mops@6.1"),
    "such kernel",
  );
  it("is told apart, and what the kernel has not got is left out", () => {
    expect(Object.keys(file.cases)).toEqual(["isolate-twice", "no-target", "contig-unmovable", "offline-refused"]);
    const calls = must(file.cases["isolate-twice"], "case").sequence;
    expect(calls.map(({ depth, func, ret }) => [depth, func, ret])).toEqual([
      [0, "isolate_movable_page", -16],
      [1, "PageMovable", undefined],
      [1, "unlock_page", undefined],
      [2, "folio_unlock", undefined],
    ]);
  });
  test.each(Object.keys(file.cases))("agrees with the model: %s", (id) => {
    const pattern = must(
      PATTERNS.find((each) => each.id === id),
      "pattern",
    );
    const recorded = must(distil([file], pattern), "recording");
    expect(heldAgainstRecording(pattern, recorded, kernel).difference).toBeNull();
  });
  it("keeps what somebody does to a list of pages, though nothing in it names the page", () => {
    expect(must(file.cases["no-target"], "case").sequence.filter(({ depth }) => depth === 0)).toMatchObject([
      { func: "isolate_movable_page" },
      { func: "migrate_pages", ret: -12 },
      { func: "putback_movable_pages" },
    ]);
  });
  it("has of one function what that calls, and not what notifiers do in there", () => {
    const calls = must(file.cases["offline-refused"], "case").sequence;
    expect(calls.map(({ func }) => func)).toEqual([
      "lru_cache_disable",
      "start_isolate_page_range",
      "undo_isolate_page_range",
    ]);
    expect(readFileSync(join(folder, "offline-refused.txt"), "utf8")).toMatch(/admin.*mutex_lock/);
  });
  it("finds a function where allocations are counted by who asked for them", () => {
    const text = readFileSync(join(folder, "contig-unmovable.txt"), "utf8");
    const counted = mkdtempSync(join(tmpdir(), "acts-"));
    writeFileSync(
      join(counted, "contig-unmovable.txt"),
      text.replaceAll("alloc_contig_range", "alloc_contig_range_noprof"),
    );
    copyFileSync(join(folder, "contig-unmovable.actors"), join(counted, "contig-unmovable.actors"));
    const [first] = must(acted(counted, "6.12.107+deb13-amd64", PATTERNS).cases["contig-unmovable"], "case").sequence;
    expect(first).toMatchObject({ func: "alloc_contig_range_noprof" });
  });
  it("is an error where no act was recorded, with its usual cause", () => {
    const empty = mkdtempSync(join(tmpdir(), "acts-"));
    expect(() => acted(empty, "6.1.0-50-amd64", PATTERNS)).toThrow(/Usually the module of the actors was not loaded/);
  });
});
