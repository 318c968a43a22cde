// Texts that nobody wrote by mistake. Each is refused with a ScenarioError, and what is told of it is short.
import { readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { loadScenario } from "../../../src/engine/scenario/load.ts";
import { ScenarioError } from "../../../src/engine/scenario/problem.ts";
import { failure } from "./failure.ts";

const good = readFileSync("test/engine/scenario/good.yaml", "utf8");
const SIZE = 256 * 1024;

function refused(text: string): string {
  const { message, problems } = failure(() => loadScenario(text, "x.yaml"));
  expect(problems.length).toBeLessThanOrEqual(20);
  expect(message.length).toBeLessThan(20_000);
  return message;
}

function withActors(count: number): string {
  const actors = Array.from({ length: count }, (_, index) => `  a${index}: [{ compact: }]\n`);
  return good.replace("actors:\n", `actors:\n${actors.join("")}`);
}

describe("a text that is too much", () => {
  it("a million actors", () => {
    expect(refused(withActors(1_000_000))).toMatch(/a file of \d+ bytes. Expected at most 262144/);
  });
  it("as many actors as fit", () => {
    expect(refused(withActors(5_000))).toMatch(/actors is a mapping of 5002. Expected at most 8 actors/);
  });
  it("many values", () => {
    expect(refused(withActors(10_000))).toMatch(/a document of very many values/);
  });
  it("more than 200 operations", () => {
    const many = good.replace("[{ compact: { zone: Normal } }]", `[${"compact: , ".repeat(199)}]`);
    expect(refused(many)).toMatch(/201 operations. Expected at most 200 in all/);
    expect(loadScenario(many.replace("compact: ,", ""), "x.yaml").actors[0]?.does).toHaveLength(198);
  });
  it("as many bytes as fit, in characters of three bytes", () => {
    expect(refused(`# ${"€".repeat(SIZE / 3)}`)).toMatch(/at most 262144/);
  });
  it("equal keys by the thousand", () => {
    expect(refused(`${good}${"story: again\n".repeat(5000)}`)).toMatch(/and many more/);
  });
  it.each([
    "[",
    "{a: ",
    "- ",
    "? ",
    "{ ",
    "a: [",
    "!!a ",
    "&a ",
    "*a ",
    ",",
    ":",
    '"',
    "'",
    "|\n ",
    "---\n",
    "%",
    "\n\t",
  ])("%j, over and over", (part) => {
    refused(part.repeat(Math.floor(SIZE / part.length / 8)));
  });
});

describe("a text that wants to get at something", () => {
  it("a prototype", () => {
    for (const key of ["__proto__", "constructor", "prototype"]) {
      expect(refused(good.replace("config: {", `config: { ${key}: { polluted: yes },`))).toContain(`key "${key}"`);
      expect(refused(good.replace("as: [p]", `as: [${key}]`))).toContain("Expected a name");
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  it("names that objects have anyway", () => {
    for (const name of ["toString", "valueOf", "hasOwnProperty"]) {
      expect(refused(good.replace("compact:", `${name}:`))).toContain(`unknown operation "${name}"`);
      expect(refused(good.replace("virtio-balloon", name))).toContain(`unknown driver "${name}"`);
      expect(refused(good.replace("balloon.deflate", `balloon.${name}`))).toContain(`unknown operation of balloon`);
      expect(refused(good.replace("balloon.deflate", `${name}.deflate`))).toContain(`unknown device "${name}"`);
      expect(refused(good.replace("before balloon:unlock", `before ${name}`))).toContain(`unknown step "${name}"`);
      expect(refused(good.replace("config: {", `config: { ${name}: 1,`))).toContain(`unknown key "${name}"`);
    }
  });
  it("the terminal", () => {
    const message = refused(good.replace("title:", '"\\x1b[31m\\u202e\\x9b": 1\ntitle:'));
    expect(message).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });
  it("an old YAML, where no is false and dates are objects", () => {
    const old = `%YAML 1.1\n---\n${good.replace("A page", "2001-12-14").replace("ZSMALLOC: y", "ZSMALLOC: n")}`;
    const { title, config } = loadScenario(old, "x.yaml");
    expect([title, config.ZSMALLOC]).toEqual(["2001-12-14", "n"]);
  });
});

function loadsOrExplains(text: string): void {
  try {
    expect(loadScenario(text, "x.yaml").actors.length).toBeGreaterThan(0);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { place, message } of error.problems) {
      expect(message).toMatch(/^x\.yaml(:\d+:\d+)?: .+\. Expected .+\. .+/);
      if (place) expect(text.split("\n")[place.line - 1]?.length).toBeGreaterThanOrEqual(place.column - 1);
    }
  }
}

describe("any text", () => {
  test.prop([fc.string({ unit: "binary", maxLength: 200 })])("of any characters", loadsOrExplains);

  const yaml = fc.constantFrom(
    ..."abp:,-?&*!|>%@`'\"#[]{} \n\t01.~<=".split(""),
    "\n  ",
    ": ",
    "- ",
    "---\n",
    "&a ",
    "*a",
  );
  test.prop([fc.array(yaml, { maxLength: 60 }).map((parts) => parts.join(""))])("of YAML's own", loadsOrExplains);

  const scrap = fc.oneof(
    yaml,
    fc.string({ maxLength: 8 }),
    fc.constantFrom("null", "[]", "{}", "-1", "1e9", ".inf", "p"),
  );
  const edit = fc.record({ at: fc.nat(good.length), remove: fc.nat(12), insert: scrap });
  test.prop([fc.array(edit, { minLength: 1, maxLength: 4 })])("near a scenario", (edits) => {
    loadsOrExplains(
      edits.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), good),
    );
  });

  const tokens = good.split(/([\s{}[\]:,]+)/);
  test.prop([fc.nat(tokens.length - 1), scrap])("with one word changed", (at, word) => {
    loadsOrExplains(tokens.with(at, word).join(""));
  });
});
