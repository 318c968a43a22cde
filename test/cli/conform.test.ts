/** `eras kernel conform`: recordings of the project and of anybody's own, held to the models. */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { about } from "../../src/tools/kernels/record/about.ts";
import { recorded } from "../../src/tools/kernels/record/recorded.ts";
import { call } from "./call.ts";

const STORED = join(import.meta.dirname, "../../content/kernels");
const temporary = mkdtempSync(join(tmpdir(), "conform-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const conform = (...args: string[]) => call("kernel", "conform", ...args);
const results = (...args: string[]) => JSON.parse(conform(...args, "--json").out) as Record<string, unknown>[];

/** A copy of what the project has of Linux 6.1, with one file changed. */
function own(name?: string, change: (text: string) => string = (text) => text): string {
  const folder = mkdtempSync(join(temporary, "own-"));
  cpSync(join(STORED, "6.1"), folder, { recursive: true });
  if (name !== undefined) writeFileSync(join(folder, name), change(readFileSync(join(folder, name), "utf8")));
  return folder;
}

/** What npm run kernel:record leaves. */
function recorder(version = "6.1.176"): string {
  const folder = mkdtempSync(join(temporary, "recorder-"));
  const config = join(folder, "config");
  writeFileSync(config, "CONFIG_VIRTIO_BALLOON=m\n");
  const name = `linux-image-amd64-unsigned ${version}-1`;
  const known = about({ name, uname: "6.1.0", vmlinuz: "", modules: "", config }, process.execPath, "balloon-compact");
  const found = recorded(join(import.meta.dirname, "../tools/recorded"), "6.1.0-50-amd64", "balloon-compact");
  writeFileSync(join(folder, "kernel.json"), JSON.stringify(known));
  writeFileSync(join(folder, "balloon-compact.json"), JSON.stringify(found));
  return folder;
}

describe("the recordings of the project", () => {
  test("all agree, and none is passed over", () => {
    const files = globSync("*/*.yaml", { cwd: STORED }).filter((file) => !file.endsWith("kernel.yaml"));
    const all = results();
    expect(all).toHaveLength(files.length);
    expect(all.filter(({ difference }) => difference !== null)).toEqual([]);
    const { status, out } = conform();
    expect(status).toBe(0);
    expect(out).toMatch(new RegExp(`^${files.length} of ${files.length} recordings agree with the models$`, "m"));
  });
  test("can be asked for by kernel, by pattern, and by both", () => {
    expect(new Set(results("mops@6.1").map(({ kernel }) => kernel))).toEqual(new Set(["mops@6.1"]));
    expect(new Set(results("balloon-migrate").map(({ pattern }) => pattern))).toEqual(new Set(["balloon-migrate"]));
    expect(results("flags", "balloon-migrate")).toEqual([
      expect.objectContaining({ kernel: "flags@6.17", pattern: "balloon-migrate", difference: null }),
    ]);
  });
});

describe("recordings of one's own", () => {
  test("are held to the model of their kernel, as the recorder left them and as the project keeps them", () => {
    expect(results("--recordings", own())).toEqual(results("mops@6.1"));
    const kept = results("--recordings", recorder());
    expect(kept.map(({ kernel, pattern, difference }) => [kernel, pattern, difference])).toEqual(
      ["balloon-inflate", "balloon-deflate", "balloon-migrate"].map((pattern) => ["mops@6.1", pattern, null]),
    );
  });
  test("of several kernels lie in folders of their own", () => {
    expect(results("--recordings", STORED)).toEqual(results());
  });
  test("name the first call that differs", () => {
    const folder = own("balloon-migrate.yaml", (text) =>
      text.replace("call: move_to_new_folio", "call: move_to_old_folio"),
    );
    const { status, out } = conform("--recordings", folder);
    expect(status).toBe(1);
    expect(out).toContain("the kernel calls move_to_old_folio(), the model move_to_new_folio()");
    const all = results("mops@6.1").length;
    expect(out).toMatch(new RegExp(`^${all - 1} of ${all} recordings agree`, "m"));
  });
  test("and the first word of /proc/kpageflags that does", () => {
    const folder = own("balloon-migrate.yaml", (text) => text.replace(/src: "\d+"/, 'src: "12"'));
    expect(results("balloon-migrate", "--recordings", folder)).toEqual([
      expect.objectContaining({ difference: expect.stringMatching(/^\/proc\/kpageflags of src before .* 12 in/) }),
    ]);
  });
  test("can be held to another kernel than their own, which need not be recorded or have a model", () => {
    const [first] = results("mops@6.16", "balloon-migrate", "--recordings", recorder("9.1.3"));
    expect(first).toMatchObject({
      kernel: "mops@6.16",
      difference: "isolate_movable_page() returns 0 in the kernel, 1 in the model",
    });
    expect(conform("--recordings", recorder("9.1.3"))).toMatchObject({
      status: 2,
      err: expect.stringContaining("flags@9.1"),
    });
  });
  test("say in an unmodelled.yaml of theirs what else is missing", () => {
    const folder = own("balloon-migrate.yaml", (text) => `${text.trimEnd()}\n  - { depth: 0, call: of_our_own }\n`);
    expect(conform("balloon-migrate", "--recordings", folder).status).toBe(1);
    const entry = "- { call: of_our_own, on: kernel, kernels: ['6.1'], reason: ours }\n";
    writeFileSync(join(folder, "unmodelled.yaml"), entry);
    expect(conform("balloon-migrate", "--recordings", folder).status).toBe(0);
  });
});

describe("bad input is named", () => {
  const empty = () => mkdtempSync(join(temporary, "empty-"));
  test.each<[string, () => string[], RegExp]>([
    ["a kernel", () => ["mops@6.2"], /unknown kernel or pattern "mops@6.2"; did you mean/],
    ["a pattern", () => ["mops@6.1", "balloon-migrat"], /unknown pattern .* did you mean "balloon-migrate"/],
    ["a third name", () => ["mops", "offline", "x"], /unexpected "x"/],
    ["a kernel without recordings", () => ["flags@6.17.0"], /no recording of flags@6\.17\.0\n.*flags@6\.17, /],
    ["a pattern that this kernel lacks", () => ["mops@6.16", "offline"], /mops@6\.16 offline\n.*aops@5\.10 offline/],
    ["no folder", () => ["--recordings", join(temporary, "nowhere")], /nowhere: ENOENT/],
    ["a folder of something else", () => ["--recordings", empty()], /no folder of recordings.*\n.*kernel:record/],
    ["a file that is none", () => ["--recordings", own("offline.yaml", () => "calls: [")], /offline\.yaml:1:/],
    ["a form that it has not", () => ["--recordings", own("offline.yaml", () => "calls: 1")], /offline\.yaml:1:\d+: /],
    [
      "the file of another pattern",
      () => ["--recordings", own("offline.yaml", (text) => text.replace("pattern: offline", "pattern: balloon-retry"))],
      /offline\.yaml: .* this one is of balloon-retry\n/,
    ],
    ["an option of the other action", () => ["--tree", "/"], /conform has no option --tree/],
  ])("%s", (_, args, message) => {
    const { status, out, err } = conform(...args());
    expect(err).toMatch(message);
    expect({ status, out }).toEqual({ status: 2, out: "" });
  });
});
