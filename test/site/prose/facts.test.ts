// Five facts that prose once had wrong, each held to what it speaks of.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PAGE_MAPPING_FLAGS } from "../../../models/aops/movable.ts";
import type { Release } from "../../../models/era.ts";
import { KERNELS } from "../../../models/index.ts";
import type { PageTypes } from "../../../models/machine/page-type.ts";
import type { Tracer } from "../../../models/machine/trace.ts";
import { must } from "../../../src/engine/must.ts";
import { bugRegister } from "../../../src/knowledge/bugs/files.ts";
import { findSeries } from "../../../src/knowledge/series/files.ts";
import { pointsOf } from "../../../src/knowledge/series/points.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { glossary } from "../../../src/site/data/glossary.ts";
import { timeline } from "../../../src/site/data/timeline.ts";
import { Bench } from "../../suite/bench.ts";
import { STAGES } from "../../suite/kernels.ts";

const WORDS = ["none", "one", "two", "three", "four", "five"];
const word = (count: number) => must(WORDS[count], "word for a number this small");
const read = (file: string) => readFileSync(file, "utf8");

describe("the glossary on mapping", () => {
  const { text } = must(
    glossary().find(({ term }) => term === "mapping"),
    "such term",
  );
  const multiple = PAGE_MAPPING_FLAGS + 1;

  it("has as many tag bits as the mask, and the multiple that leaves them free", () => {
    expect(text).toContain(`${word(Math.log2(multiple))} low bits`);
    expect(text).toContain(`a multiple of ${word(multiple)}`);
  });
  it("is true of what the word points to", () => {
    const marked = KERNELS.filter(({ era }) => era.mark.words.includes("mapping"));
    for (const { era, release } of marked) {
      const bench = new Bench({ name: "", era, release }, "virtio-balloon");
      bench.run("inflate", { pages: 1 });
      expect((bench.page.mapping & ~PAGE_MAPPING_FLAGS) % multiple).toBe(0);
      expect(bench.page.mapping).toBeGreaterThan(multiple);
    }
  });
});

/** A kernel that notes which of its functions asks for the type offline; `begin` once it is booted. */
class Watched implements Tracer {
  readonly asking = new Set<string>();
  readonly release: Release;
  private readonly calls: string[] = [];
  constructor(release: Release) {
    const test: PageTypes["test"] = (page, type) => {
      const caller = this.calls.at(-1);
      if (type === "offline" && caller !== undefined) this.asking.add(caller);
      return release.types.test(page, type);
    };
    this.release = { ...release, types: { ...release.types, test } };
  }
  enter(name: string) {
    this.calls.push(name);
  }
  leave() {
    this.calls.pop();
  }
}

describe("the walkthrough of marking, on the type offline", () => {
  const text = read("content/walkthroughs/marking.md");
  const [, source = ""] = text.match(/`PageOffline\(\)` in Linux 5\.10: (.*)"/) ?? [];
  const named = [...source.matchAll(/`(\w+)\(\)`/g)].map(([, name = ""]) => name).sort();
  const before = KERNELS.filter(({ era }) => !era.mark.words.includes("page_type"));

  it("counts the places that it names", () => {
    expect(text).toContain(`offlining looks for it in ${word(named.length)} places`);
  });
  it.each(before)("names those that ask when a block goes offline, $era.id@$release.id", ({ era, release }) => {
    const watched = new Watched(release);
    const zones = [{ name: "Normal" as const, pages: 16 }];
    const machine = { pages: 16, zones, pageblock: 4, block: 8 };
    const bench = new Bench({ name: "", era, release: watched.release }, "virtio-mem", { machine });
    bench.run("unplug", { start: 4, pages: 1 });
    bench.k.tracer = watched;
    expect(bench.alone(era.offline_pages(bench.k, 0))).toBe(0);
    // The machine has no function of its own for the inner half of test_pages_isolated().
    const asking = [...watched.asking].map((name) =>
      name.replace(/^test_pages_isolated$/, "__test_page_isolated_in_pageblock"),
    );
    expect(asking.sort()).toEqual(named);
  });
  it.each(before)("is right that migration never asks, $era.id@$release.id", ({ era, release }) => {
    const watched = new Watched(release);
    const bench = new Bench({ name: "", era, release: watched.release }, "virtio-balloon");
    bench.run("inflate", { pages: 1 });
    bench.k.tracer = watched;
    expect(bench.migrate(bench.page)).toBe(0);
    expect([...watched.asking]).toEqual([]);
  });
});

it("destroying a pool waits for the thread that frees zspages, before the patch of 2022, in each of its parts and after it", () => {
  const told = must(
    findSeries("2022").files.find(({ path }) => path === "mm/zsmalloc.c"),
    "such file",
  ).change;
  expect(told).toMatch(/waits for the thread that frees zspages, as before/);
  const around = [...KERNELS.map((kernel) => ({ name: "", ...kernel })), ...STAGES].filter(
    ({ era, release }) => era === pointsOf("2022")[0]?.era || release.id === "6.1",
  );
  expect(around.length).toBeGreaterThan(findSeries("2022").patches.length + 1);
  for (const kernel of around) {
    const bench = new Bench(kernel, "zsmalloc", { machine: { contents: true } });
    const flushed: string[] = [];
    bench.k.tracer = { enter: (name) => void flushed.push(name), leave: () => {} };
    bench.run("destroy");
    expect(flushed.filter((name) => name === "flush_work")).toHaveLength(1);
  }
});

it("patch 18 of 2025 touches migration and reclaim; the merged test in scan_movable_pages() is patch 16", () => {
  const { patches } = findSeries("2025");
  const told = (name: string) =>
    patches.filter((patch) => JSON.stringify(patch).includes(name)).map(({ number }) => number);
  expect(told("scan_movable_pages")).toEqual([16]);
  const { functions } = must(
    patches.find(({ number }) => number === 18),
    "such patch",
  );
  const models = Object.entries(readModels()).filter(([file]) => file.startsWith("models/flags/"));
  const files = functions.map((name) => {
    const found = models.find(([, source]) => source.includes(`export const ${name} = kernel(`));
    const [, text] = must(found, `model of ${name}`);
    return text.match(/\bmm\/[\w-]+\.c\b/)?.[0];
  });
  // The diff of <20250704102524.326966-19-david@redhat.com>.
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(["include/linux/page-flags.h", "mm/migrate.c", "mm/vmscan.c"]).toContain(file);
});

it("the timeline counts the slips of the first posting of 2025 as the museum does: bugs, and not pages", () => {
  const { text } = must(
    timeline().find(({ date, kind }) => date === "2025-06" && kind === "series"),
    "such event",
  );
  const { runs, title } = must(
    bugRegister().find(({ evidence }) => evidence.some(({ what }) => what.includes("slip one"))),
    "such bug",
  );
  expect(title).toBe("Pages that stay isolated for ever");
  expect(text).toContain(`${word(runs.length)} bugs, each of which left pages isolated for ever`);
});
