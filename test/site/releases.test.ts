// A text that names a release of mainline must say so of a change whose release is known, or marked as inferred: content/releases.yaml.

import { readdirSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ERAS } from "../../models/index.ts";
import { nameGroups } from "../../src/site/names.ts";

const text = v.pipe(v.string(), v.minLength(1));
const known = { names: v.pipe(v.array(text), v.minLength(1)), what: text };
const register = v.parse(
  v.array(
    v.strictObject({
      release: v.pipe(v.string(), v.regex(/^v\d+\.\d+(-rc\d)?$/)),
      changes: v.pipe(
        v.array(v.union([v.strictObject({ ...known, source: text }), v.strictObject({ ...known, inferred: text })])),
        v.minLength(1),
      ),
    }),
  ),
  parse(readFileSync("content/releases.yaml", "utf8")),
);

const RELEASE = /\bv\d+\.\d+(?:-rc\d)?\b/g;
/** A commit and the release that is named with it: "ID (v6.0)", "ID, v6.0", "ID (subject), v6.0". */
const DATED = /\b([0-9a-f]{12})(?: \((?!v\d)[^()]*(?:\(\)[^()]*)*\))?,? \(?(v\d+\.\d+)\b(?!-)/g;

const folders = ["models", "content/guards", "content/scenarios", "content/bugs"];
const files = [
  "content/names.yaml",
  ...folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ts|md|yaml)$/.test(name))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  ),
].map((file) => ({ file, text: readFileSync(file, "utf8") }));

/** Mainline went on with 5.0 after 4.20, with 6.0 after 5.19, and with 7.0 after 6.19. */
const LAST: Readonly<Record<string, number>> = { "4": 20, "5": 19, "6": 19 };
function next(release: string): string {
  const [major = "", minor = ""] = release.slice(1).split(".");
  return Number(minor) === LAST[major] ? `v${Number(major) + 1}.0` : `v${major}.${Number(minor) + 1}`;
}
const changesOf = (release: string) => register.find((each) => each.release === release)?.changes ?? [];
const speaksOf = (text: string, release: string) =>
  changesOf(release).some(({ names }) => names.some((name) => text.includes(name)));
const byNumber = (release: string) => {
  const [major = 0, minor = 0, candidate = 99] = release.match(/\d+/g)?.map(Number) ?? [];
  return major * 10_000 + minor * 100 + candidate;
};

describe("content/releases.yaml", () => {
  it("is in order", () => {
    const releases = register.map(({ release }) => release);
    expect(releases).toEqual([...new Set(releases)].sort((a, b) => byNumber(a) - byNumber(b)));
  });
  it("has nothing that no text speaks of", () => {
    const idle = register.flatMap(({ release, changes }) =>
      changes
        .filter(({ names }) => !files.some(({ text }) => names.some((name) => text.includes(name))))
        .map(({ what }) => `${release}: ${what}`),
    );
    expect(idle).toEqual([]);
  });
});

it("knows every release that a text names, and how it is known", () => {
  const unknown = files.flatMap(({ file, text }) =>
    [...new Set(text.match(RELEASE))]
      .filter((release) => !speaksOf(text, release) && !speaksOf(text, next(release)))
      .map((release) => `${file} names ${release}`),
  );
  expect(unknown, "add the change to content/releases.yaml, with its source or as inferred").toEqual([]);
});

it("has each commit under the release that a text names with it", () => {
  const wrong = files.flatMap(({ file, text }) =>
    [...text.matchAll(DATED)]
      .filter(([, commit = "", release = ""]) => !changesOf(release).some(({ names }) => names.includes(commit)))
      .map(([said]) => `${file}: ${said}`),
  );
  expect(wrong).toEqual([]);
});

it("knows the releases that brought drivers, and those that removed them", () => {
  const bounds = ERAS.flatMap(({ drivers }) =>
    Object.entries(drivers).flatMap(([name, { since, until }]) =>
      [since, until].flatMap((bound) => (bound === undefined ? [] : { name, release: `v${bound}` })),
    ),
  );
  expect(bounds.length).toBeGreaterThan(0);
  expect(bounds.filter(({ name, release }) => !speaksOf(name, release))).toEqual([]);
});

it("knows the releases that brought the later names", () => {
  const later = nameGroups().flatMap(({ names }) => names.flatMap(({ later }) => later ?? []));
  expect(later.length).toBeGreaterThan(0);
  expect(later.filter(({ name, since }) => !speaksOf(name, since))).toEqual([]);
});

/** A commit, a title in quotes, a patch of a series that is named, or where it was seen. */
const EVIDENCE =
  /\b[0-9a-f]{12}\b|"[^"]{12,}"|\bpatch(?:es)? \d|\bv\d+\.\d+\b|\b\d+\.\d+\.\d+\b|inferred|recorded|traces/;

it.each(ERAS.flatMap(({ id }) => [`models/${id}/releases.ts`, `models/${id}/stages.ts`]))(
  "has evidence for every difference in %s",
  (file) => {
    const bullets = (files.find((each) => each.file === file)?.text ?? "").split(/^ \* - /m).slice(1);
    expect(bullets.length).toBeGreaterThan(0);
    expect(bullets.map((bullet) => bullet.split("*/")[0] ?? "").filter((bullet) => !EVIDENCE.test(bullet))).toEqual([]);
  },
);
