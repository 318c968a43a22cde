/**
 * Prose is what one would say to a colleague. Taste is no test's business, but some sentences were never English: each kind that was struck out
 * once stays out. And a name of an era carries its year, since nobody knows our names.
 */
import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { GUARDS } from "../../../models/guards.ts";
import { ERAS } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { STEPS } from "../../../models/steps.ts";
import { aboutGuard } from "../../../src/engine/guard.ts";

interface Text {
  file: string;
  text: string;
}

/** What is quoted from elsewhere, or is no sentence. */
const NO_PROSE = /^(?:sources?|evidence|order|log|quote|subject|message|code|names)$/;

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value.replace(/\s+/g, " ")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (NO_PROSE.test(key) ? [] : stringsIn(each)));
}

const yaml = globSync("content/**/*.yaml")
  .filter((file) => !file.startsWith("content/kernels/"))
  .flatMap((file): Text[] =>
    stringsIn(parse(readFileSync(file, "utf8"), { logLevel: "silent" })).map((text) => ({ file, text })),
  );
const markdown = globSync(["content/walkthroughs/*.md", "*.md", "docs/**/*.md", "src/**/*.md"]).flatMap(
  (file): Text[] => {
    const body = readFileSync(file, "utf8").replace(/^---\n.*?\n---\n/s, "");
    return body
      .replace(/^```.*?^```|^:::.*|^ {4}.*/gms, (part) => (part.startsWith("```") ? "" : part.replace(/^:::.*/s, "")))
      .split("\n")
      .map((text) => ({ file, text }));
  },
);
const steps = Object.entries(STEPS).map(([name, text]): Text => ({ file: `models/steps.ts ${name}`, text }));
const ALL = [...yaml, ...markdown, ...steps];

/** Each was once on this site; what one says instead. */
const NEVER_SAID: readonly [pattern: RegExp, instead: string][] = [
  [/\bshall\b/i, "must, or the present tense"],
  [/\bnot to be had\b/, "can't be isolated right now"],
  [/\bthat (?:was|is) none\b/, "a NULL pointer, nothing"],
  [/\b(?:is|are|was) other\b/, "differs"],
  [/\b(?:'s|is|are|belongs|needs it) no more(?=[.,;:]|$)/, "no longer"],
  [/\bthe same (?:order )?does not\b/, "that one doesn't"],
  [/\b(?:is|are) to be (?!\d)\w+/, "has to, or who does it"],
  [/\b(?:reference|lock|mutex) is taken\b/, "somebody takes, somebody holds"],
  [/\bwas seen together with\b/, "we saw"],
  [/\b(?:driver|scanner|core|mover|worker|balloon|kernel|stranger|thread|allocator), who\b/, "which"],
];

const where = ({ file, text }: Text) => `${file}: ${text.slice(0, 160)}`;
const sentences = ({ file, text }: Text) =>
  (text.match(/[^.?!]+[.?!]?/g) ?? []).map((each) => ({ file, text: each.trim() }));

it.each(NEVER_SAID)("never says %s", (pattern) => {
  expect(ALL.filter(({ text }) => pattern.test(text)).map(where)).toEqual([]);
});

it("asks when it says who, and says whoever when it doesn't", () => {
  const said = ALL.flatMap(sentences).filter(({ text }) => /^Who \w+ .*\.$/.test(text));
  expect(said.map(where)).toEqual([]);
});

it("calls no CPU, scanner or driver he", () => {
  // Where people are told of as well, nobody but a reader can tell.
  const things = ALL.filter(({ file }) => /scenarios\/|guards\/|steps|before-you|glossary/.test(file));
  expect(things.length).toBeGreaterThan(0);
  expect(things.filter(({ text }) => /\b(?:he|his|him|himself|she|her)\b/i.test(text)).map(where)).toEqual([]);
});

it("gives a name of an era its year", () => {
  // `flags` is a word of struct page too: only where it is said to be an era can a test tell.
  const named = ERAS.map(({ id }) => (id === "flags" ? "`flags`" : `\`?\\b${id}\\b\`?`));
  const bare = new RegExp(`(?<![@/\\w.-])(?:${named.join("|")})(?![@/\\w:-]| \\(\\d{4}\\))`);
  const prose = [...yaml, ...markdown.filter(({ file }) => file.startsWith("content/"))]
    .map(({ file, text }) => ({ file, text: text.replace(/^\d+\. `.*?` (?:(?:aops|mops|flags)(?:, )?)+:/, "") }))
    .filter(({ text }) => /\w+ \w+ \w+ \w+/.test(text));
  expect(prose.filter(({ text }) => bare.test(text)).map(where)).toEqual([]);
});

it("says what a guard does so that a sentence can go on with it", () => {
  for (const guard of keysOf(GUARDS)) expect(aboutGuard(guard), guard).toMatch(/^[a-z]/);
});
