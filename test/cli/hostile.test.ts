/** Whatever a stranger wrote, and wherever: nothing that a terminal acts on comes out, but our own colours. */

import { globSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { must } from "../../src/engine/must.ts";
import { loadScenario } from "../../src/engine/scenario/load.ts";
import { escaped } from "../../src/engine/scenario/show.ts";
import { call, file } from "./call.ts";

/** A colour in a form that we do not use, a title of the window, C1, a bell, directions, ends of lines, what cannot be seen. */
const HOSTILE = "x\u001b[35;1my\u001b]0;z\u0007\u009b2J\u0000\b\r\u202e\u2066\u200f\u200b\u2028\u2029\u{e0041}";
/** A line is refused that ends before it ends; all else may stand in it. */
const ON_ONE_LINE = HOSTILE.replace(/[\r\u2028\u2029]/g, "");
const OUR_COLOURS = new RegExp(`${"\u001b"}\\[\\d{1,2}m`, "g");
const ACTS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Two actors, one of which goes wrong without a guard, in all that a file can have. */
const SCENARIO = {
  title: "A title",
  story: "A story",
  sources: ["A source"],
  machine: { zones: [{ name: "Normal", pages: 8 }], pageblock: 4, block: 4 },
  config: { ZSMALLOC: "y" },
  drivers: { balloon: { driver: "virtio-balloon", deflate_on_oom: true } },
  setup: [{ "balloon.inflate": { pages: 1, as: ["p"] } }],
  actors: {
    scanner: { flags: ["PF_MEMALLOC"], does: [{ isolate: { page: "p" } }, { putback: {} }] },
    driver: [{ "balloon.deflate": { pages: 1 } }],
  },
  order: "open",
  without: ["isolate:recheck"],
  expect: { verdict: "ok", pages: { p: { owner: "nobody" } } },
  can: [{ what: "A possibility", expect: { pages: { p: { type: "none" } } } }],
  eras: {
    aops: { skip: "A reason", source: "A source" },
    flags: { expect: { pages: { p: { owner: "somebody" } } }, reason: "Another reason", source: "A source" },
  },
};

type Change = (text: string) => string;

/** One of each key and each text: the scenario with that one changed. */
function* variants(value: unknown, change: Change): Generator<unknown> {
  if (typeof value === "string") yield change(value);
  if (typeof value !== "object" || value === null) return;
  const entries = Object.entries(value);
  for (const [at, [key, inner]] of entries.entries()) {
    const with_ = (name: string, other: unknown) =>
      Array.isArray(value) ? value.with(at, other) : Object.fromEntries(entries.with(at, [name, other]));
    if (!Array.isArray(value)) yield with_(change(key), inner);
    for (const other of variants(inner, change)) yield with_(key, other);
  }
}

const hostile = [...variants(SCENARIO, (text) => text + HOSTILE)].map((each, at) =>
  file(`hostile-${at}.yaml`, escaped(JSON.stringify(each))),
);
/** Texts that may be anything, changed all at once. */
const FREE = ["title", "story", "A source", "A possibility", "A reason", "Another reason"];
const sound = JSON.stringify(SCENARIO).replace(
  /"A (?:title|story|source|possibility|reason)"|"Another reason"/g,
  (text) => escaped(JSON.stringify(JSON.parse(text) + (/story|reason/.test(text) ? HOSTILE : ON_ONE_LINE))),
);
const all = file("all.yaml", sound);

function expectHarmless({ out, err }: { out: string; err: string }) {
  const seen = (out + err).replace(OUR_COLOURS, "");
  expect(ACTS.exec(seen)).toBeNull();
}

afterEach(() => vi.unstubAllEnvs());

test("the texts of a scenario that may be anything hold what is hostile, and still make a scenario", () => {
  expect(sound.split("u001b").length - 1).toBeGreaterThan(2 * FREE.length);
  expect(call("check", all).status).toBe(0);
});

describe.each(["1", "0"])("with colours %s", (colours) => {
  test.each([
    [["check"]],
    [["run"]],
    [["run", "--json"]],
    [["compare"]],
    [["compare", "--json"]],
    [["explore"]],
    [["explore", "--json"]],
    [["explore", "--yaml"]],
    [["explore", "--max-steps", "1", "--yaml"]],
    [["refine"]],
    [["refine", "--json"]],
    [["bisect", "--series", "2025"]],
    [["bisect", "--series", "2025", "--orders", "--json"]],
  ])("%j", (args) => {
    vi.stubEnv("FORCE_COLOR", colours);
    const called = call(must(args[0], "first arg"), all, ...args.slice(1));
    expect(called.out + called.err).not.toBe("");
    expectHarmless(called);
  });
});

test("a mistake anywhere is told without what it holds", () => {
  for (const path of hostile) expectHarmless(call("check", path));
});

test("what was typed comes back harmless", () => {
  for (const args of [[HOSTILE], ["check", `./${HOSTILE}`], ["list", HOSTILE], ["run", all, "--era", HOSTILE]]) {
    expectHarmless(call(...args));
  }
  expectHarmless(call("run", all, `--${HOSTILE}`));
  expectHarmless(call("bisect", all, "--series", HOSTILE));
  expectHarmless(call("bisect", all, "--series", "2025", "--expect", `verdict=${HOSTILE}`));
  expectHarmless(call("kernel", "check", "--tree", HOSTILE));
});

test("as data it is the same text as before", () => {
  const [run] = JSON.parse(call("run", all, "--json").out);
  const { title } = loadScenario(sound, "all.yaml");
  expect(run.scenario.title).toBe(title);
  const { out } = call("explore", all, "--era", "mops", "--yaml");
  expect(loadScenario(out, "written.yaml").title.startsWith(title)).toBe(true);
});

test("nothing of the terminal prints past the gate", () => {
  const files = globSync("src/cli/**/*.ts").filter((path) => !/\/(terminal|main)\.ts$/.test(path));
  expect(files.length).toBeGreaterThan(20);
  const writing = files.filter((path) => /\b(stdout|stderr)\b.*\bwrite\b|console\./.test(readFileSync(path, "utf8")));
  expect(writing).toEqual([]);
});
