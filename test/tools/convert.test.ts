// From a folder of recordings to the files of a kernel: what is made of a good one, and that a bad one is refused whole, by name.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folderProblems } from "../../src/knowledge/kernels/folders.ts";
import { provenance, recording } from "../../src/knowledge/kernels/schema.ts";
import { PATTERNS } from "../../src/site/data/kernels.ts";
import { ConvertError, convertFolder } from "../../src/tools/kernels/convert_folder.ts";
import { about } from "../../src/tools/kernels/record/about.ts";
import { recorded } from "../../src/tools/kernels/record/recorded.ts";

const temporary = mkdtempSync(join(tmpdir(), "convert-"));
afterAll(() => rmSync(temporary, { recursive: true }));
const config = join(temporary, "config");
writeFileSync(config, "CONFIG_VIRTIO_BALLOON=m\nCONFIG_ZSMALLOC=y\n# CONFIG_DEBUG_VM is not set\n");
const NAME = "linux-image-6.1.0-50-amd64-unsigned 6.1.176-1";
const kernel = { name: NAME, uname: "6.1.0-50-amd64", vmlinuz: "", modules: "", config };
const found = recorded(join(import.meta.dirname, "recorded"), kernel.uname, "balloon-compact");
// Any program that says its version.
const known = about(kernel, process.execPath, "balloon-compact");

/** A folder as the recorder leaves it, but for what is changed. null: no such file. */
function recordings(change: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(join(temporary, "recordings-"));
  for (const [file, data] of Object.entries({ "balloon-compact.json": found, "kernel.json": known, ...change })) {
    if (data !== null) writeFileSync(join(folder, file), typeof data === "string" ? data : JSON.stringify(data));
  }
  return folder;
}
const empty = () => mkdtempSync(join(temporary, "content-"));

test("what the recorder wrote becomes all files of a kernel", () => {
  const into = empty();
  const lines = convertFolder(recordings(), "6.1", into);
  const files = readdirSync(join(into, "6.1"));
  const read = (file: string) => parse(readFileSync(join(into, "6.1", file), "utf8"));
  expect(files.sort()).toEqual(["balloon-deflate.yaml", "balloon-inflate.yaml", "balloon-migrate.yaml", "kernel.yaml"]);
  expect(lines).toHaveLength(files.length);
  expect(v.parse(provenance, read("kernel.yaml"))).toMatchObject({
    release: "6.1",
    era: "mops",
    version: "6.1.176",
    package: "Debian linux 6.1.176-1",
    command: expect.stringMatching(/^qemu-system-x86_64 .* -append ".*no_timer_check.*"$/),
    config: expect.arrayContaining(["CONFIG_VIRTIO_BALLOON=m", "CONFIG_ZSMALLOC=y", "CONFIG_DEBUG_VM=n"]),
    notes: [],
  });
  for (const file of files.filter((each) => each !== "kernel.yaml")) {
    expect(v.parse(recording, read(file)).pattern).toBe(file.replace(".yaml", ""));
  }
  const paths = files.map((file) => `6.1/${file}`);
  expect(
    folderProblems(
      paths,
      PATTERNS.map(({ id }) => id),
    ),
  ).toEqual([]);
});

const { success } = found.cases;
const broken = { ...success, sequence: success?.sequence.map((call) => ({ ...call, depth: 2 * call.depth })) };
const stranger = {
  ...success,
  sequence: [...(success?.sequence ?? []), { depth: 1, func: "it", pages: { page: "0x1" } }],
};
test.each<[string, Record<string, unknown>, RegExp]>([
  [
    "an unknown scenario",
    { "balloon-compact.json": { ...found, scenario: "S1" } },
    /balloon-compact\.json: no pattern is of "S1"\nThere are: balloon-compact, /,
  ],
  [
    "an unknown scenario beside a good one",
    { "other.json": { ...found, scenario: "S1" } },
    /other\.json: no pattern is of "S1"/,
  ],
  [
    "an unknown case",
    { "balloon-compact.json": { ...found, cases: { ...found.cases, sucess: success } } },
    /has the case "sucess"\nThere are: .*success/,
  ],
  ["no case", { "balloon-compact.json": { ...found, cases: {} } }, /nothing in .* is an example of a pattern/],
  ["no recording", { "balloon-compact.json": null }, /holds no recording/],
  ["no kernel.json", { "kernel.json": null }, /has no kernel\.json, which says which kernel it was/],
  ["a kernel.json of another form", { "kernel.json": { ...known, recorded: "yesterday" } }, /kernel\.json: recorded: /],
  ["what is no JSON", { "balloon-compact.json": "{" }, /balloon-compact\.json: .*JSON/],
  ["JSON of another form", { "balloon-compact.json": [] }, /balloon-compact\.json: /],
  [
    "calls in calls that are not there",
    { "balloon-compact.json": { ...found, cases: { success: broken } } },
    /balloon-migrate: calls: /,
  ],
  [
    "a page that nobody knows",
    { "balloon-compact.json": { ...found, cases: { success: stranger } } },
    /balloon-migrate: it names 0x1, /,
  ],
])("%s is refused, and nothing is written", (_what, change, message) => {
  const [folder, into] = [recordings(change), empty()];
  const converted = () => convertFolder(folder, "6.1", into);
  expect(converted).toThrow(ConvertError);
  expect(converted).toThrow(message);
  expect(converted).toThrow(folder);
  expect(readdirSync(into)).toEqual([]);
});

describe("a folder of content/kernels is one kernel:", () => {
  test("the same one keeps its notes", () => {
    const into = empty();
    convertFolder(recordings(), "6.1", into);
    const file = join(into, "6.1/kernel.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("notes: []", "notes: [By hand.]"));
    convertFolder(recordings(), "6.1", into);
    expect(parse(readFileSync(file, "utf8")).notes).toEqual(["By hand."]);
  });
  test("the same one keeps what is not made anew, and says what is of another day", () => {
    const into = empty();
    convertFolder(recordings(), "6.1", into);
    const { success: _, ...rest } = found.cases;
    const later = recordings({
      "balloon-compact.json": { ...found, cases: rest },
      "kernel.json": { ...known, recorded: "2027-01-01" },
    });
    for (const _twice of [1, 2]) convertFolder(later, "6.1", into);
    const stored = v.parse(provenance, parse(readFileSync(join(into, "6.1/kernel.yaml"), "utf8")));
    expect(stored.recorded).toBe(known.recorded);
    expect(stored.later).toMatchObject([{ patterns: ["balloon-inflate", "balloon-deflate"], recorded: "2027-01-01" }]);
    convertFolder(recordings(), "6.1", into);
    expect(parse(readFileSync(join(into, "6.1/kernel.yaml"), "utf8")).later).toBeUndefined();
  });
  test("another one takes it over only if nothing of the old one is left", () => {
    const into = empty();
    convertFolder(recordings(), "6.1", into);
    const newer = recordings({ "kernel.json": { ...known, package: "Debian linux 6.1.192-3" } });
    expect(convertFolder(newer, "6.1", into)[0]).toBe("6.1: Debian linux 6.1.192-3");
    cpSync(join(into, "6.1/balloon-migrate.yaml"), join(into, "6.1/offline.yaml"));
    expect(() => convertFolder(recordings(), "6.1", into)).toThrow(
      /is of Debian linux 6\.1\.192-3, .* without offline\.yaml\n/,
    );
  });
  test.each([
    ["6.18/balloon-migrate.yaml", /^content\/kernels\/6\.18 has no kernel\.yaml/],
    ["6.1/ballon-migrate.yaml", /^content\/kernels\/6\.1\/ballon-migrate\.yaml is of no pattern/],
  ])("%s is not passed over", (path, message) => {
    const paths = ["patterns.yaml", "6.1/kernel.yaml", "6.1/balloon-migrate.yaml"];
    expect(folderProblems(paths, ["balloon-migrate"])).toEqual([]);
    expect(folderProblems([...paths, path], ["balloon-migrate"])).toEqual([expect.stringMatching(message)]);
  });
});

const missing = join(temporary, "no-such-folder");
test.each([
  [[], /name a folder of recordings and the release/],
  [[missing], /name a folder of recordings and the release/],
  [[missing, "6.1", "more"], /name a folder/],
  [[missing, "6.1"], /no-such-folder cannot be read as a folder \(ENOENT\)/],
  [[config, "6.1"], /config cannot be read as a folder \(ENOTDIR\)/],
  [[missing, "9.9"], /no model runs as a kernel "9\.9"\nThere are: .*6\.1,/],
  [[missing, "../6.1"], /no model runs as a kernel "\.\.\/6\.1"/],
])("kernel:convert %j ends with 2", (args, message) => {
  const main = join(import.meta.dirname, "../../src/tools/kernels/convert.ts");
  const { status, stderr, stdout } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^kernel:convert: [^\n]+\n[^\n]+\n$/);
  expect(stdout).toBe("");
  expect(status).toBe(2);
  expect(existsSync(missing)).toBe(false);
});
