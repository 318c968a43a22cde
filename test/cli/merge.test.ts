/** Parts of an exploration: each is an answer, all of them say what the whole says, and whatever is no whole is refused. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { call, file } from "./call.ts";

const RACE = "isolate-races-deflate";
const BROKEN = [RACE, "--era", "mops", "--without", "isolate:recheck"];
const SOUND = [RACE, "--era", "flags", "--no-races"];
const LATE = [...BROKEN, "--memory", "tso"];

function part(number: number, of: number, args: readonly string[]): string {
  const { status, out, err } = call("explore", ...args, "--shard", `${number}/${of}`);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  return file(`${args.join("-").replace(/[^\w-]/g, "")}-${number}-of-${of}.json`, out);
}
function partsOf(of: number, args: readonly string[]): string[] {
  return Array.from({ length: of }, (_, at) => part(at + 1, of, args));
}

/** Verdict, counterexample and ends: all that does not count work. What is wrong is the end of a search, and how much it met by then depends on the way. */
function said(json: string) {
  return JSON.parse(json).map(({ verdict, message, expected, counterexample, can, exploration }: Said) => {
    const isAll = exploration.bound === null;
    const happens = can.map(({ what, choices }) => ({ what, happens: choices !== null }));
    const ends = exploration.outcomes.map(({ end }) => JSON.stringify(end)).sort();
    return { verdict, message, expected, counterexample, ...(isAll && { happens, ends }) };
  });
}
interface Said {
  verdict: string;
  message: string;
  expected: boolean;
  counterexample: unknown;
  can: { what: string; choices: unknown }[];
  exploration: { bound: string | null; outcomes: { end: unknown }[] };
}

describe("merge", () => {
  test.each([
    { what: "of what is fine", args: SOUND, status: 0 },
    { what: "of what goes wrong", args: BROKEN, status: 1 },
    { what: "of what goes wrong where stores arrive late", args: LATE, status: 1 },
  ])("says of 1, 2 and 3 parts what the whole says, $what", ({ args, status }) => {
    const whole = call("explore", ...args, "--json");
    expect(whole.status).toBe(status);
    for (const of of [1, 2, 3]) {
      const merged = call("merge", ...partsOf(of, args).reverse(), "--json");
      expect({ of, status: merged.status, said: said(merged.out) }).toEqual({ of, status, said: said(whole.out) });
    }
  });

  test("prints what explore prints", () => {
    const { out } = call("merge", ...partsOf(2, BROKEN));
    expect(out).toMatch(
      /^mops \(6\.16\): BUG: scanner stopped the kernel in isolate_movable_page\(\): VM_BUG_ON\(!mops\)$/m,
    );
    expect(out).toMatch(/^\d+ steps, 1 switch \(the shortest there is\):$/m);
  });

  test("says which eras are left out, as explore does", () => {
    const { out } = call("merge", ...partsOf(2, ["lost-wakeup"]));
    const skipped = call("explore", "lost-wakeup")
      .out.split("\n")
      .filter((line) => line.includes("skipped"));
    expect(skipped).not.toEqual([]);
    for (const line of skipped) expect(out).toContain(line);
  });

  test("never speaks of all where a part stopped", () => {
    const [first = "", second = ""] = partsOf(2, SOUND);
    const answer = JSON.parse(readFileSync(second, "utf8"));
    answer.kernels[0].exploration.bound = "3 s";
    const { status, out } = call("merge", first, file("stopped.json", JSON.stringify(answer)));
    expect(status).toBe(1);
    expect(out).toContain("stopped at: 3 s");
    expect(out).not.toContain("all interleavings");
  });
});

describe("merge refuses", () => {
  const [first = "", second = ""] = partsOf(2, SOUND);
  const with_ = (name: string, change: (answer: Record<string, unknown>) => void) => {
    const answer = JSON.parse(readFileSync(second, "utf8"));
    change(answer);
    return file(name, JSON.stringify(answer));
  };
  const withEnd = (end: { end: string; choices: number[] }) =>
    with_(`${end.choices.length} choices.json`, (answer) => {
      const [kernel] = answer.kernels as { exploration: { outcomes: unknown[] } }[];
      kernel?.exploration.outcomes.unshift({ ...end, count: 1 });
    });

  test.each([
    ["a part that is missing", [second], "part 1 of 2 is missing\nExpected: what eras explore --shard 1/2 prints"],
    ["a part twice", [first, second, second], `part 2 of 2 is there twice: ${second}, ${second}`],
    ["parts of another number", [first, part(3, 3, SOUND)], "is of another number of parts: 3, and"],
    [
      "another scenario",
      [first, part(2, 2, ["isolate-twice", "--era", "flags"])],
      "is of another scenario: isolate-twice (",
    ],
    ["other options", [first, part(2, 2, BROKEN)], "is of other options: "],
    [
      "a part of other models",
      [first, with_("models.json", (answer) => Object.assign(answer, { version: "0123456789abcdef" }))],
      "is of other models or of another explorer: 0123456789abcdef, and",
    ],
    [
      "parts of other models than these",
      [with_("theirs.json", (answer) => Object.assign(answer, { version: "0123456789abcdef" }))],
      "was made with other models or another explorer: 0123456789abcdef, and these are ",
    ],
    [
      "a scenario that has changed",
      [first, second].map((path, at) => {
        const answer = JSON.parse(readFileSync(path, "utf8"));
        answer.scenario.digest = "0123456789abcdef";
        return file(`changed${at}.json`, JSON.stringify(answer));
      }),
      `${RACE} is not the scenario that was explored: it has changed since`,
    ],
    [
      "a part of none",
      [with_("none.json", (answer) => Object.assign(answer, { part: { number: 0, of: 0 } }))],
      "none.json isn't a part of",
    ],
    [
      "a part too many",
      [first, second, with_("third.json", (answer) => Object.assign(answer, { part: { number: 3, of: 2 } }))],
      "third.json isn't a part of an exploration: part: no part of so many",
    ],
    [
      "parts of no kernel",
      [with_("empty.json", (answer) => Object.assign(answer, { kernels: [] }))],
      "empty.json isn't a part of",
    ],
    [
      "kernels that it is not explored on",
      [first, second].map((path, at) =>
        file(`kernel${at}.json`, readFileSync(path, "utf8").replace('"release": "6.17"', '"release": "7.0"')),
      ),
      `the parts are of flags@7.0, and ${RACE} is explored on flags@6.17`,
    ],
    ["ends that no run has", [withEnd({ end: "nonsense", choices: [] })], "outcomes.0.end: no end of a run"],
    ["actors that no explorer has", [withEnd({ end: "{}", choices: [99] })], "outcomes.0.choices.0: "],
    ["what is no answer", [file("no.json", "{}")], "no.json isn't a part of an exploration: format: "],
    ["what is no JSON", [file("no.txt", "part")], "no.txt cannot be read: "],
    ["what is not there", ["nowhere.json"], "nowhere.json cannot be read: "],
    ["nothing", [], "name the files to join"],
  ])("%s", (_, files, why) => {
    const { status, out, err } = call("merge", ...files);
    expect({ status, out, err }).toEqual({ status: 2, out: "", err: expect.stringContaining(why) });
  });

  test.each(["0/2", "3/2", "1", "1/2000", "1/2/3"])("--shard %s", (shard) => {
    expect(call("explore", RACE, "--shard", shard)).toMatchObject({
      status: 2,
      err: expect.stringContaining(`--shard cannot be "${shard}"`),
    });
  });
  test.each([["--random", "1"], ["--max-steps", "9"], ["--max-preemptions", "1"], ["--yaml"]])(
    "%s with --shard",
    (...option) => {
      expect(call("explore", RACE, "--shard", "1/2", ...option)).toMatchObject({
        status: 2,
        err: expect.stringContaining(`${option[0]} does not go with --shard`),
      });
    },
  );
});
