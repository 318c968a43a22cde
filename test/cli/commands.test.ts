/** What the commands answer: exit status 0 as expected, 1 something broken, 2 bad input. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { GUARDS } from "../../models/guards.ts";
import { COMMANDS } from "../../src/cli/eras.ts";
import { comparison, output } from "../../src/engine/trace/schema.ts";
import { shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import { call, file, TWO_ACTORS } from "./call.ts";

const own = file("own.yaml", TWO_ACTORS);
const failing = file(
  "failing.yaml",
  TWO_ACTORS.replace("verdict: ok", "pages: { p: { free: true, refcount: 7 }, q: { pfn: 1, locked: true } }"),
);

describe("a scenario that goes as expected", () => {
  test.each(["run", "compare", "check"])("ends %s with 0, whether it is shipped or in a file", (command) => {
    for (const scenario of ["balloon-compaction", own])
      expect(call(command, scenario)).toMatchObject({ status: 0, err: "" });
  });
});

describe("run", () => {
  test("prints the functions where they change, the words that changed, and where that stands in the source", () => {
    const { out } = call("run", "balloon-compaction", "--era", "flags");
    expect(out).toMatch(/^ +kcompactd: compact_zone$/m);
    expect(out).toMatch(/^ +… › isolate_migratepages_block › isolate_movable_ops_page$/m);
    expect(out).toMatch(/isolate:trylock +page 0 flags: \+PG_locked +flags\/isolate\.ts:\d+/);
    expect(out).toMatch(/page 0 private: NULL → order 2/);
    expect(out).not.toMatch(/freed →|\.next|of kcompactd/);
    expect(out).toMatch(/^flags: ok$/m);
    expect(out).not.toContain("aops");
  });

  test("names the actor of each step when there are several, each in a column of its own", () => {
    const { out } = call("run", own, "--era", "mops");
    expect(out).toMatch(/^\d+ +kcompactd +compact:begin/m);
    expect(out).toMatch(/^\d+ {4}\s*owner +balloon:lock/m);
    expect(out).toMatch(/^ +owner: leak_balloon$/m);
  });

  test("takes a kernel of an era", () => {
    expect(call("run", "balloon-compaction", "--era", "mops@6.1").out).toContain("mops, Linux 6.1 ");
  });

  test("--json prints a list of traces, of one era too", () => {
    for (const [args, eras] of [
      [["--era", "flags"], 1],
      [[], 3],
    ] as const) {
      const traces = JSON.parse(call("run", own, ...args, "--json").out);
      expect(v.is(output, traces)).toBe(true);
      expect(traces).toHaveLength(eras);
    }
  });
});

describe("compare", () => {
  test("says once what all eras do alike, marks what only some do, and names the first difference", () => {
    const { out } = call("compare", "balloon-compaction");
    expect(out).toMatch(/^ +isolate:trylock +page 0 flags: \+PG_locked$/m);
    expect(out).toMatch(/^≠ +isolate:set-flag .*\+PG_isolated .*\+PG_movable_ops_isolated$/m);
    expect(out).toMatch(/^\* +migrate:begin +– /m);
    expect(out).toMatch(/^First difference, row 8 of \d+: kcompactd's isolate:set-flag changes other words\.$/m);
    expect(out).toContain("In the end all eras look the same from outside:");
    expect(out).toMatch(/^ +pages\.p\.locked +false$/m);
  });

  test("--json prints a comparison", () => {
    expect(v.is(comparison, JSON.parse(call("compare", own, "--json").out))).toBe(true);
  });
});

describe("what goes wrong in a run ends with 1", () => {
  test.each(["run", "compare"])("%s names every expectation that failed", (command) => {
    const { status, out, err } = call(command, failing);
    expect({ status, err }).toEqual({ status: 1, err: "" });
    expect(out).toMatch(/^flags: another end: 2 expectations failed$/m);
    expect(out).toMatch(/^ {2}pages\.p\.refcount: found \d, expected 7$/m);
    expect(out).toMatch(/^ {2}pages\.q\.locked: found false, expected true$/m);
  });

  test.each(["run", "compare"])("%s gives up a run that takes too many steps", (command) => {
    const { status, out } = call(command, own, "--max-steps", "5");
    expect(status).toBe(1);
    expect(out).toMatch(/^flags: step-limit: not finished after 5 steps/m);
  });

  test("a guard that is left out is named, and what it guards against is found", () => {
    const { status, out } = call("run", "balloon-compaction", "--era", "mops", "--without", "balloon:put-src");
    expect(out).toContain("without balloon:put-src");
    expect(out).toMatch(/^mops: (?!ok)/m);
    expect(status).toBe(1);
  });
});

describe("an era that lacks the driver", () => {
  const gone = TWO_ACTORS.replace("driver: virtio-balloon", "driver: z3fold")
    .replace("block: 8 }", "block: 8, contents: true }")
    .replace(/setup:\n.*\n/, "")
    .replace("balloon.deflate: { pages: 1 }", "compact: { zone: Normal }")
    .replace(/order:\n.*\n.*\n/, "");
  const path = file("gone.yaml", gone);

  test.each(["run", "compare", "check"])("is skipped by %s, with the reason", (command) => {
    const { status, out, err } = call(command, path);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/^flags: skipped: z3fold .*$/m);
  });
});

describe("nothing to run ends with 2, and says why and what would run", () => {
  const nowhere = file(
    "nowhere.yaml",
    `${TWO_ACTORS}eras:\n${["aops", "mops", "flags"].map((era) => `  ${era}: { skip: Not in ${era}., source: mm/x.c }\n`).join("")}`,
  );
  const SLAB = "isolate-races-slab";

  test.each(["run", "explore"])("%s on a kernel that cannot, with the reason of that kernel", (command) => {
    for (const [kernel, reason] of [
      ["mops@6.1", "mops@6.1: skipped: The word of a slab is an aligned pointer before v6.2."],
      ["mops", "mops: skipped: Slab pages have a reference count of zero from v6.14 on"],
      ["flags@7.2", "flags@7.2: skipped: Slab pages have a reference count of zero from v6.14 on"],
    ] as const) {
      const { status, out, err } = call(command, SLAB, "--era", kernel);
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(err).toContain(`content/scenarios/${SLAB}.yaml: well formed, but nothing was run\n  ${reason}`);
      expect(err).toContain("It runs on mops@6.12.");
    }
  });

  test.each([["run"], ["run", "--json"], ["compare"], ["explore"], ["refine"], ["check"]])("%s %s", (...command) => {
    const [name = "", ...options] = command;
    const { status, out, err } = call(name, nowhere, ...options);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    for (const era of ["aops", "mops", "flags"]) expect(err).toContain(`${era}: skipped: Not in ${era}.`);
    expect(err).toContain("No kernel that is modelled can run it.");
  });

  test("bisect, where no two kernels of the series can", () => {
    const { status, out, err } = call("bisect", SLAB, "--series", "2025");
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain("(mops@6.16: Slab pages have a reference count of zero from v6.14 on");
  });

  test("guards, where the register has nothing to look for", () => {
    const { status, out } = call("guards", "isolate:recheck", "--pairs");
    expect(status).toBe(2);
    expect(out).toBe("");
  });

  test.each(["run", "compare", "check"])("but %s takes another kernel of the era where there is one", (command) => {
    const { status, out } = call(command, SLAB);
    expect(status).toBe(0);
    expect(out).toMatch(/^mops@6\.16: skipped: Slab pages/m);
    expect(out).toMatch(/6\.12/);
  });
});

describe("bad input ends with 2 and says what to do, on stderr alone", () => {
  test.each([
    ["no command", [], ""],
    ["an unknown command", ["rum", "x"], 'unknown command "rum"; did you mean "run"?'],
    ["an unknown option", ["run", "balloon-compaction", "--ere", "x"], 'unknown option "--ere"; did you mean "--era"?'],
    ["an option without its value", ["run", "balloon-compaction", "--era"], "--era"],
    ["an unknown era", ["run", "balloon-compaction", "--era", "mobs"], 'unknown era "mobs"; did you mean "mops"?'],
    ["an unknown kernel", ["run", "balloon-compaction", "--era", "mops@6.2"], 'did you mean "mops@6.12"?'],
    ["an unknown guard", ["compare", "balloon-compaction", "--without", "isolate:pim"], 'did you mean "isolate:pin"?'],
    [
      "a name that objects have",
      ["run", "balloon-compaction", "--without", "constructor"],
      'unknown guard "constructor"',
    ],
    ["an unknown scenario", ["run", "balloon-compactoin"], 'Did you mean "balloon-compaction"?'],
    ["a file that is not there", ["compare", "./no-such.yaml"], "./no-such.yaml: there is no such file"],
    ["a folder", ["check", "test/cli/"], "this is a folder"],
    ["no scenario", ["run"], "name one scenario"],
    ["two scenarios", ["compare", "a", "b"], "name one scenario"],
    ["no number", ["run", "balloon-compaction", "--max-steps", "many"], '--max-steps cannot be "many"'],
    ["an argument too many", ["list", "all"], 'unexpected "all"'],
  ])("%s", (_, args, message) => {
    const { status, out, err } = call(...args);
    expect(status).toBe(2);
    if (args.length > 0) expect(out).toBe("");
    expect(err).toContain(message);
  });

  test.each(["run", "compare", "check", "explore"])("%s names line and column of broken YAML", (command) => {
    const path = file("broken.yaml", "title: a\nactors: [\n");
    const { status, out, err } = call(command, path);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(new RegExp(`^${path}:\\d+:\\d+: broken YAML`));
  });

  test("a set-up that crashes the kernel, or asks for what cannot be, names the file", () => {
    const crashing = file(
      "setup.yaml",
      TWO_ACTORS.replace("actors:", "  - put: { page: p }\n  - put: { page: p }\nactors:"),
    );
    expect(call("run", crashing, "--era", "flags")).toMatchObject({ status: 2, out: "" });
    expect(call("run", crashing, "--era", "flags").err).toMatch(
      new RegExp(`^${crashing}:10:5: flags cannot run this: put cannot be done: double-free: .+ The usual cause is .+`),
    );
  });

  test("an order that an era cannot follow names the switch", () => {
    const path = file("order.yaml", TWO_ACTORS.replace("before migrate:call-ops", "before zs:free"));
    const { status, out, err } = call("run", path, "--era", "aops");
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(`${path}:15:5: aops cannot run this: this switch cannot be followed: `);
    expect(err).toContain("kcompactd ends without coming to zs:free. The usual cause is ");
  });
});

describe("help", () => {
  test("lists the commands", () => {
    const { status, out } = call("--help");
    expect(status).toBe(0);
    for (const { name, text } of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${name} .*${text}$`, "m"));
  });

  test.each(COMMANDS.map(({ name }) => name))("of %s has an example of scenarios that there are", (name) => {
    const { status, out } = call(name, "--help");
    expect(status).toBe(0);
    const examples = [...out.matchAll(/^ {2}npm run -s eras -- (\S.*)$/gm)].map(([, line]) => (line ?? "").split(" "));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const [command, scenario] = example;
      expect(command).toBe(name);
      const known = [...shippedScenarios(), ...shippedScenarios().map((id) => join("content/scenarios", `${id}.yaml`))];
      // Of `kernel` it is what to do, of `merge` a file that the other command wrote.
      if (name === "c") expect(spawnSync(process.execPath, ["src/cli/main.ts", ...example]).status).toBe(0);
      else if (!["kernel", "merge"].includes(name) && scenario !== undefined && !scenario.startsWith("-"))
        expect([...known, ...Object.keys(GUARDS)]).toContain(scenario);
    }
  });

  test.each(["list", "run", "compare", "check", "operations"])("of %s has an example that works", (name) => {
    const [, example = ""] = /^ {2}npm run -s eras -- (.*)$/m.exec(call(name, "--help").out) ?? [];
    expect(call(...example.split(" "))).toMatchObject({ status: 0, err: "" });
  });
});
