/** An era is one folder and one place in ERAS: a fourth one is run like the others, and nothing else knows of it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { flags } from "../../models/flags/index.ts";
import { ERA_IDS } from "../../models/index.ts";
import { LATER, modelsWith } from "./added_era.ts";

const history = modelsWith("later", LATER);
/** Has neither versions, stages nor zsmalloc, and is built on nothing. */
const plan = modelsWith("plan", {
  "index.ts": [
    ['kind: "history"', 'kind: "plan"'],
    ['  since: "6.17",\n', ""],
    ["    zsmalloc,\n", ""],
    ["  stages,\n", "  stages: [],\n"],
    ["  releases,\n", '  releases: releases.slice(0, 1).map((each) => ({ ...each, id: "no-lru" })),\n'],
  ],
});
afterAll(() => {
  for (const folder of [history, plan]) rmSync(folder, { recursive: true });
});

function eras(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["src/cli/main.ts", ...args], {
    encoding: "utf8",
    env: { ...process.env, COLUMNS: "250" },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, out: stdout, err: stderr, json: () => JSON.parse(stdout) };
}
const FOUR = [...ERA_IDS, "later"];
const later = (...args: string[]) => eras(...args, "--models", history);
const planned = (...args: string[]) => eras("--models", plan, ...args);

describe("a fourth era", () => {
  test("is one folder, and its place in the list", () => {
    const paths = (folder: string) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
    const text = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
    const added = paths(history).filter((path) => !path.startsWith(`later${sep}`));
    expect(added.sort()).toEqual(paths("models").sort());
    expect(added.filter((path) => text(history, path) !== text("models", path))).toEqual(["index.ts"]);
    const [index, ours] = [text(history, "index.ts").split("\n"), text("models", "index.ts").split("\n")];
    expect(index.filter((line) => !ours.includes(line))).toEqual([
      'import { later } from "./later/index.ts";',
      expect.stringContaining("[aops, mops, flags, later]"),
    ]);
  });

  test("is run, and its steps stand in its own files", () => {
    const { status, json } = later("run", "zs-free-while-isolated", "--json");
    const traces: { era: string; steps: { file?: string; source?: { file: string } }[] }[] = json();
    expect(status).toBe(0);
    expect(traces.map(({ era }) => era)).toEqual(FOUR);
    expect(JSON.stringify(traces.at(-1))).toContain("models/later/isolate.ts");
    expect(JSON.stringify(traces.at(-1))).not.toContain("models/flags/");
  });

  test("is compared, and its one difference is seen", () => {
    const { status, json } = later("compare", "zs-free-while-isolated", "--json");
    expect(status).toBe(0);
    expect(json().runs.map(({ era }: { era: string }) => era)).toEqual(FOUR);
    const target = json().rows.filter(({ step }: { step: string }) => step === "migrate:get-new");
    expect(target.length).toBeGreaterThan(0);
    for (const { cells } of target) expect([cells[2] === null, cells[3] === null]).toEqual([false, true]);
  });

  test("is explored, refined and has its column of guards", () => {
    const explored = later("explore", "isolate-races-deflate", "--json");
    expect(explored.status).toBe(0);
    expect(explored.json().map(({ era }: { era: string }) => era)).toEqual(FOUR);
    const [refined] = later("refine", "isolate-races-deflate", "--json").json();
    expect(refined.eras.map(({ id }: { id: string }) => id)).toEqual(FOUR);
    expect(refined.verdict).toBe("same ends");
    const guards = later("guards", "isolate:recheck");
    expect(guards.status).toBe(0);
    expect(guards.out.split("\n")[0]).toMatch(/aops +mops +flags +later/);
    expect(guards.out).toMatch(/isolate:recheck.* null-dereference 10\/1 +null-dereference 10\/1/);
  });

  test("is listed with its kernels", () => {
    const listed: { id: string; kind: string }[] = later("kernels", "--json").json();
    const found = listed.filter(({ kind }) => kind === "history");
    expect(found.map(({ id }) => id)).toEqual(FOUR);
    expect(found.at(-1)).toMatchObject({
      kind: "history",
      builtOn: "flags",
      kernels: [{ name: "later@7.4", heldTo: "argued" }, ...flags.releases.slice(1).map(() => ({}))],
    });
    const scenarios = later("list", "--json").json();
    const everywhere = scenarios.filter(({ eras: able }: { eras: string[] }) => able.includes("flags"));
    expect(everywhere.length).toBeGreaterThan(20);
    for (const { id, eras: able } of everywhere) expect([id, able.at(-1)]).toEqual([id, "later"]);
  });
});

test("a series of which an era is a copy is told once", () => {
  const ask = ["bisect", "vmw-inflate-refused", "--series", "2026", "--json"];
  expect(later(...ask).json()).toEqual(eras(...ask).json());
});

describe("a plan", () => {
  test("has releases that are no versions, and the drivers that it has", () => {
    const { status, out } = planned("run", "balloon-compaction", "--era", "plan@no-lru");
    expect(status).toBe(0);
    expect(out).toContain("plan, Linux no-lru");
    const refused = planned("run", "zs-free-while-isolated", "--era", "plan");
    expect(refused.status).toBe(2);
    expect(refused.err).toContain("zsmalloc");
    const kernels: { id: string }[] = planned("kernels", "--json").json();
    expect(kernels.find(({ id }) => id === "plan")).toMatchObject({ kind: "plan", builtOn: null, stages: [] });
  });

  test("of which the register of guards says nothing is not passed over", () => {
    const { status, out } = planned("guards", "isolate:recheck");
    expect(status).toBe(1);
    expect(out).toMatch(/aops +mops +flags +plan/);
    expect(out).toMatch(/isolate:recheck.*\?/);
    expect(out).toContain("content/guards says nothing of plan");
  });
});

describe("models that cannot be used", () => {
  const empty = mkdtempSync(join(tmpdir(), "movable-eras-models-"));
  const written = (index: string) => {
    writeFileSync(join(empty, "index.ts"), index);
    return empty;
  };
  afterAll(() => rmSync(empty, { recursive: true }));
  test.each([
    ["no folder", () => "/nowhere/models", "there is no"],
    ["no value", () => "", "there is no"],
    ["a mistake", () => written('import "./gone.ts";'), "cannot be loaded"],
    ["no list", () => written("export const none = 1;"), "exports no ERAS"],
    ["one id twice", () => written('export const ERAS = [{ id: "a" }, { id: "a" }];'), 'two eras of the id "a"'],
    ["an id that is no folder", () => written('export const ERAS = [{ id: "a" }];'), 'the era "a" has no folder'],
  ])("%s", (_, folder, message) => {
    const { status, err } = eras("list", "--models", folder());
    expect(err).toContain(message);
    expect(err).toContain("Expected: ");
    expect(status).toBe(2);
  });
});
