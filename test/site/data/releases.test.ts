// A text that names a release of mainline must say so of a change whose release is known, or marked as inferred: content/releases.yaml.
// Two forms of a name count: v6.14 everywhere, and in prose also 6.14 or Linux 6.14, unless it is a kernel of the models.

import { readdirSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ERAS } from "../../../models/index.ts";
import { nameGroups } from "../../../src/site/data/names.ts";
import { timeline } from "../../../src/site/data/timeline.ts";

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
/** 6.14, but not a part of 6.12.41, of mops@6.12, of an address or of a number with other digits. */
const BARE = /(?<![\w.@<>/-])[3-7]\.\d{1,2}(?![\w]|\.\d|-)/g;
/** A commit and the release that is named with it: "ID (v6.0)", "ID, v6.0", "ID (subject), v6.0". */
const DATED = /\b([0-9a-f]{12})(?: \((?!v\d)[^()]*(?:\(\)[^()]*)*\))?,? \(?(v\d+\.\d+)\b(?!-)/g;

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ts|md|yaml)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
const read = (file: string) => readFileSync(file, "utf8");
/** Each entry of a list speaks for itself: what the glossary says of z3fold is no reason for a release that it names at "zone". */
const textsOf = (file: string): { file: string; text: string }[] => {
  const text = read(file);
  const data: unknown = file.endsWith(".yaml") ? parse(text) : null;
  if (!Array.isArray(data)) return [{ file, text }];
  return data.map((entry, index) => ({ file: `${file}, entry ${index + 1}`, text: JSON.stringify(entry) }));
};

const records = ["models", ...["guards", "scenarios", "bugs"].map((each) => `content/${each}`)].flatMap(filesIn);
const prose = [
  ...["timeline", "glossary", "plans", "before-you-start"].map((name) => `content/${name}.yaml`),
  ...["walkthroughs", "series", "eras", "onboarding", "katas", "workshop"].flatMap((each) =>
    filesIn(`content/${each}`),
  ),
].flatMap(textsOf);
const files = [...["content/names.yaml", ...records].map((file) => ({ file, text: read(file) })), ...prose];

/** Mainline went on with 5.0 after 4.20, with 6.0 after 5.19, and with 7.0 after 6.19. */
const LAST: Readonly<Record<string, number>> = { "4": 20, "5": 19, "6": 19 };
function next(release: string): string {
  const [major = "", minor = ""] = release.slice(1).split(".");
  return Number(minor) === LAST[major] ? `v${Number(major) + 1}.0` : `v${major}.${Number(minor) + 1}`;
}
const changesOf = (release: string) => register.find((each) => each.release === release)?.changes ?? [];
const speaksOf = (text: string, release: string) =>
  changesOf(release).some(({ names }) => names.some((name) => text.includes(name)));
/** Of a change in it, of the one that ends what it says, or, for a candidate, of a change in the release that it led to. */
const isKnown = (text: string, release: string) => {
  const final = release.replace(/-rc\d$/, "");
  return [release, final, next(final)].some((each) => speaksOf(text, each));
};
/** Say in models/<era>/releases.ts where they come from. */
const MODELLED = new Set(ERAS.flatMap(({ releases }) => releases.map(({ id }) => id)));
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
      .filter((release) => !isKnown(text, release))
      .map((release) => `${file} names ${release}`),
  );
  expect(unknown, "add the change to content/releases.yaml, with its source or as inferred").toEqual([]);
});

it("knows every release that prose names without a v, but for the kernels of the models", () => {
  const bare = prose.map(({ file, text }) => ({ file, text, releases: [...new Set(text.match(BARE))] }));
  expect(bare.flatMap(({ releases }) => releases).length).toBeGreaterThan(0);
  const unknown = bare.flatMap(({ file, text, releases }) =>
    releases
      .filter((release) => !MODELLED.has(release) && !isKnown(text, `v${release}`))
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

describe("the timeline", () => {
  const releases = timeline().flatMap(({ kind, title, sources }) =>
    kind === "kernel" ? [{ release: title.replace("Linux ", "v"), sources }] : [],
  );
  it("has each commit of a release under it", () => {
    const wrong = releases.flatMap(({ release, sources }) =>
      [...sources.join(" ").matchAll(/(?<![\w-])[0-9a-f]{12}\b/g)]
        .filter(([commit]) => !changesOf(release).some(({ names }) => names.includes(commit)))
        .map(([commit]) => `${release}: ${commit}`),
    );
    expect(wrong).toEqual([]);
  });
  it("tells of every release since the series of 2025 that changed something", () => {
    const later = register.map(({ release }) => release).filter((release) => byNumber(release) >= byNumber("v6.17"));
    expect(releases.map(({ release }) => release)).toEqual(expect.arrayContaining(later));
  });
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

it.each(ERAS)("has evidence for every difference in $id", ({ differences }) => {
  const texts = Object.entries(differences);
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.filter(([, text]) => !EVIDENCE.test(text))).toEqual([]);
});
