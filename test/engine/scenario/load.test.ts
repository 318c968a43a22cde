import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { driverExists, ERAS, findEra, KERNELS } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { driverIds } from "../../../src/engine/scenario/drivers.ts";
import { editorSchema } from "../../../src/engine/scenario/editor-schema.ts";
import { loadScenario } from "../../../src/engine/scenario/load.ts";
import { missingDrivers } from "../../../src/engine/scenario/missing.ts";
import { findScenario, shippedScenarios } from "../../../src/knowledge/scenarios/files.ts";
import { failure } from "./failure.ts";

const good = readFileSync("test/engine/scenario/good.yaml", "utf8");
const load = (text: string) => loadScenario(text, "dir/page-1.yaml");

describe("a scenario file", () => {
  it("becomes a scenario, with the places of its operations and switches", () => {
    expect(load(good)).toEqual({
      id: "page-1",
      title: "A page",
      story: "A balloon has a page.",
      sources: ["mm/compaction.c, 5.10"],
      machine: {
        ...{ pages: 16, zones: [{ name: "Normal", pages: 16 }], pageblock: 4, block: 8 },
        ...{ heap: 16384, contents: false, memory: "sc" },
      },
      config: { COMPACTION: true, ZSMALLOC: "y" },
      drivers: { balloon: { driver: "virtio-balloon", options: { deflate_on_oom: false }, line: 7, column: 3 } },
      setup: [{ name: "balloon.inflate", args: { pages: 1, as: ["p"] }, line: 9, column: 5 }],
      actors: [
        { name: "kcompactd", flags: [], does: [{ name: "compact", args: { zone: "Normal" }, line: 11, column: 17 }] },
        { name: "other", flags: ["PF_MEMALLOC"], does: [{ name: "balloon.deflate", args: {}, line: 12, column: 43 }] },
      ],
      order: [
        { actor: "kcompactd", until: 3, line: 13, column: 9 },
        { actor: "other", until: { before: "balloon:unlock" }, line: 13, column: 23 },
        { actor: "kcompactd", until: "rest", line: 13, column: 53 },
      ],
      expect: { pages: { p: { free: true } }, devices: { balloon: { pages: 1 } } },
      can: [],
      without: [],
      eras: { flags: { expect: { verdict: "ok" }, reason: "So it is.", source: "mm/migrate.c, 6.17" } },
    });
  });

  it("can say little: one zone, its blocks, one actor after the other", () => {
    const text = good.replace(/^machine:.*$/m, "machine: { pages: 32, pageblock: 16 }").replace(/^order:.*\n/m, "");
    const { machine, order } = load(text);
    expect(machine).toMatchObject({ pages: 32, zones: [{ name: "Normal", pages: 32 }], pageblock: 16, block: 32 });
    expect(order).toBe("sequential");
  });

  it("can leave an era out", () => {
    const text = good.replace(/^ {2}flags: .*$/m, "  flags: { skip: No such thing., source: mm/z3fold.c }");
    expect(load(text).eras.flags).toEqual({
      ...{ skip: "No such thing.", reason: "No such thing.", source: "mm/z3fold.c" },
    });
  });

  it("may repeat itself with anchors", () => {
    const text = good
      .replace("{ pages: 1, as: [p] }", "&one { pages: 1, as: [p] }")
      .replace("deflate: }", "inflate: *one }");
    const { setup, actors } = load(text);
    expect(actors[1]?.does[0]?.args).toEqual(setup[0]?.args);
  });

  it("lists several problems in the order of the file, twenty at most", () => {
    const { problems, message } = failure(() =>
      load(
        good
          .replace("config: {", `config: {${"a b c d e f g h i j k l m n o p q r s t u v w".replace(/\w/g, "$&: 1,")}`)
          .replace("title", "titel"),
      ),
    );
    expect(problems).toHaveLength(20);
    expect(problems[0]).toMatchObject({ place: { line: 1, column: 1 } });
    expect(message).toMatch(/and 5 more/);
  });

  it("offers the name that was meant as data too", () => {
    const { problems } = failure(() => load(good.replace("COMPACTION", "COMPACTON")));
    expect(problems).toMatchObject([{ suggestion: "COMPACTION", place: { line: 5, column: 11 } }]);
  });
});

describe("scenario files on disk", () => {
  it("say where their behaviour is argued from, which an idea of a reader's own need not", () => {
    const silent = shippedScenarios().filter((id) => findScenario(id).sources.length === 0);
    expect(silent).toEqual([]);
    expect(load(good.replace(/^sources:.*\n/m, "")).sources).toEqual([]);
  });

  it("are found by id and by path", () => {
    expect(shippedScenarios()).toContain("balloon-compaction");
    expect(findScenario("balloon-compaction")).toEqual(findScenario("content/scenarios/balloon-compaction.yaml"));
  });

  it.each([
    ["balloon-compactoin", /no scenario has this id.*Did you mean "balloon-compaction"\?/],
    ["./nowhere.yaml", /nowhere\.yaml: there is no such file/],
    ["content/scenarios/", /this is a folder/],
    ["node_modules/typescript/lib/typescript.js", /a file of \d+ bytes/],
  ])("say so when there is nothing to read: %s", (name, message) => {
    expect(failure(() => findScenario(name)).message).toMatch(message);
  });

  it("give editors the schema as it is", () => {
    const written = JSON.parse(readFileSync("content/scenarios/scenario.schema.json", "utf8"));
    expect(written, "stale: npm run schema").toEqual(JSON.parse(JSON.stringify(editorSchema())));
  });

  it("describe each key to editors", () => {
    const missing: string[] = [];
    const definitionOf = (ref: string) =>
      ref
        .split("/")
        .slice(1)
        .reduce((at, key) => at[key] as Record<string, unknown>, editorSchema() as Record<string, unknown>);
    const visit = (schema: Record<string, unknown>, path: string) => {
      for (const [key, value] of Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>)) {
        // What is defined once for many keys has its description there.
        const { description } = value.$ref === undefined ? value : definitionOf(String(value.$ref));
        if (!description) missing.push(`${path}.${key}`);
      }
      for (const [key, value] of Object.entries(schema)) {
        if (typeof value === "object" && value !== null) visit(value as Record<string, unknown>, `${path}.${key}`);
      }
    };
    visit(editorSchema() as Record<string, unknown>, "");
    expect(missing).toEqual([]);
  });
});

describe("the default scenario", () => {
  it.each(ERAS.flatMap((era) => era.releases.map((release) => [`${era.id}@${release.id}`, era, release] as const)))(
    "ends as expected on %s",
    (_name, era, release) => {
      const scenario = findScenario("balloon-compaction");
      expect(missingDrivers(scenario, era, release)).toBeNull();
      expect(execute(scenario, era, release).verdict).toEqual({ kind: "ok", message: "" });
    },
  );
});

describe("a driver that a kernel lacks", () => {
  const [aops] = ERAS;
  const [release] = aops.releases;
  const scenario = { ...load(good), drivers: { ball: { driver: "new-balloon", options: {}, line: 1, column: 1 } } };
  const balloon = must(aops.drivers["virtio-balloon"], "virtio-balloon");
  const withDriver = (limits: { since?: string; until?: string }) => ({
    ...aops,
    drivers: { "new-balloon": { ...balloon, ...limits } },
  });

  it("is a reason to skip, not an error", () => {
    expect(missingDrivers(scenario, aops, release)).toBe("aops has no driver new-balloon");
    expect(missingDrivers(scenario, withDriver({}), release)).toBeNull();
  });

  it("is explained by the era that saw it go", () => {
    const flags = must(findEra("flags"), "era flags").era;
    const z3fold = { ...scenario, drivers: { pool: { driver: "z3fold", options: {}, line: 1, column: 1 } } };
    expect(missingDrivers(z3fold, flags, flags.releases[0])).toBe(
      "z3fold was removed in v6.15, so flags has no such driver",
    );
  });

  // For every driver and kernel that there are, and not only for drivers of one era.
  it.each(driverIds().flatMap((driver) => KERNELS.map(({ era, release }) => ({ driver, era, release }))))(
    "is missing for a reason that holds there: $driver on $era.id@$release.id",
    ({ driver, era, release }) => {
      const why = missingDrivers(
        { ...scenario, drivers: { it: { driver, options: {}, line: 1, column: 1 } } },
        era,
        release,
      );
      const own = era.drivers[driver];
      expect(why === null).toBe(own !== undefined && driverExists(own, release));
      const version = must(release.id.split("-")[0], "first word");
      const [, came] = / came with v([\d.]+), /.exec(why ?? "") ?? [];
      const [, went] = / was removed in v([\d.]+), /.exec(why ?? "") ?? [];
      const isOlder = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true }) < 0;
      if (came !== undefined) expect(isOlder(version, came), why ?? "").toBe(true);
      if (went !== undefined) expect(isOlder(version, went), why ?? "").toBe(false);
    },
  );

  it("names the release that brought or removed it", () => {
    expect(missingDrivers(scenario, withDriver({ since: "5.14" }), release)).toBe(
      "new-balloon came with v5.14, so aops@5.10 has no such driver",
    );
    expect(missingDrivers(scenario, withDriver({ until: "5.9" }), release)).toBe(
      "new-balloon was removed in v5.9, so aops@5.10 has no such driver",
    );
  });
});
