/** The recorder without its emulator: what it reads out of a trace of Debian's 6.1.176, and what it says when something is wrong. */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, describe, expect, test } from "vitest";
import { must } from "../../src/engine/must.ts";
import { distil, recorderFile } from "../../src/knowledge/kernels/distil.ts";
import { recording } from "../../src/knowledge/kernels/schema.ts";
import { heldAgainstRecording, KERNELS, PATTERNS } from "../../src/site/data/kernels.ts";
import { episodesIn } from "../../src/tools/kernels/record/episodes.ts";
import { readGraph } from "../../src/tools/kernels/record/graph.ts";
import { recorded } from "../../src/tools/kernels/record/recorded.ts";
import { besideStored } from "../../src/tools/kernels/record/stored.ts";

const folder = join(import.meta.dirname, "recorded");
const compact = readFileSync(join(folder, "compact.txt"), "utf8");
const result = recorded(folder, "6.1.0-50-amd64", "balloon-compact");

describe("a recording", () => {
  test("shows the way of one page among four that moved together", () => {
    expect(result.counts).toEqual({ compact: { success: 4 } });
    const { sequence, ...about } = must(result.cases.success, "success");
    expect(about).toEqual({
      trace: "compact.txt",
      src_pfn: "0x3044",
      dst_pfn: "0x1fdc3",
      kpageflags_before: { src: "800000", dst: null },
      kpageflags_after: { src: null, dst: "800000" },
    });
    const lines = sequence.map(({ depth, func, pages = {}, ret, container }) =>
      [`${"  ".repeat(depth)}${func}`, ...Object.keys(pages), container || ret === undefined ? "" : `=${ret}`]
        .join(" ")
        .trimEnd(),
    );
    expect(lines.join("\n")).toBe(`compact_node
  compact_zone
    isolate_migratepages_block
      isolate_movable_page src =0
        PageMovable
        balloon_page_isolate src =1
        unlock_page
          folio_unlock
    migrate_pages
      migrate_pages_batch
        compaction_alloc src
        move_to_new_folio dst src =0
          PageMovable
          balloon_page_migrate dst src =0
            virtballoon_migratepage dst src =0
              mutex_trylock
              __SetPageMovable page
              tell_host
                virtqueue_add_outbuf
                virtqueue_kick
              tell_host
                virtqueue_add_outbuf
                virtqueue_kick
              mutex_unlock
              __ClearPageMovable page
        folio_unlock
        folio_unlock
        migrate_folio_done src
          __folio_put
            free_unref_page page`);
  });

  test("has the page that was asked for and given back", () => {
    const named = (name: string) => result.cases[name]?.sequence.filter(({ pages, ret }) => pages ?? ret);
    expect(named("inflate")).toEqual([
      { depth: 1, func: "balloon_page_alloc", ret: expect.stringMatching(/^0x/) },
      { depth: 1, func: "balloon_page_enqueue", pages: { page: expect.stringMatching(/^0x/) } },
      { depth: 3, func: "__SetPageMovable", pages: { page: expect.stringMatching(/^0x/) } },
    ]);
    expect(named("deflate")?.map(({ func }) => func)).toContain("__ClearPageMovable");
  });

  const made = PATTERNS.flatMap((pattern) => distil([v.parse(recorderFile, result)], pattern) ?? []);
  test.each(made)("agrees with the model, calls and words: $pattern", (fresh) => {
    const kernel = must(
      KERNELS.find(({ name }) => name === "mops@6.1"),
      "such kernel",
    );
    const pattern = must(
      PATTERNS.find(({ id }) => id === fresh.pattern),
      "such pattern",
    );
    const { difference, run } = heldAgainstRecording(pattern, v.parse(recording, fresh), kernel);
    expect(difference).toBeNull();
    expect(run.kpageflags).toEqual(fresh.kpageflags);
  });
  test("has all that the guest was asked for", () => {
    expect(made.map(({ pattern }) => pattern)).toEqual(["balloon-inflate", "balloon-deflate", "balloon-migrate"]);
  });

  test("tells a refusal and a retry from a success", () => {
    const answers = compact.replace("balloon_page_migrate) value=0x0", "balloon_page_migrate) value=0xfffffff5");
    expect(answers).not.toBe(compact);
    // The first of the batch was refused and nobody put it back: none of the outcomes that are known.
    expect(episodesIn(readGraph(answers, false)).map(({ outcome }) => outcome)).toEqual([
      "success",
      "success",
      "success",
    ]);
  });

  describe("in which nothing happened is an error, with its usual cause", () => {
    const copy = mkdtempSync(join(tmpdir(), "recorded-"));
    afterAll(() => rmSync(copy, { recursive: true }));
    test.each(["inflate", "deflate", "compact"])("%s", (trace) => {
      cpSync(folder, copy, { recursive: true });
      writeFileSync(join(copy, `${trace}.txt`), "# tracer: function_graph\n");
      expect(() => recorded(copy, "6.1.0-50-amd64", "balloon-compact")).toThrow(
        new RegExp(`^kernel:record: nothing to be seen in ${trace}.txt\\nUsually .* Try: `),
      );
    });
  });

  test("reads the arguments of 2016 one place further on", () => {
    const [move] = readGraph(compact, true)
      .flatMap(({ calls }) => calls)
      .flatMap(({ calls }) => calls)
      .filter(({ name }) => name === "migrate_pages")
      .flatMap(({ calls }) => calls[0]?.calls ?? [])
      .filter(({ name }) => name === "move_to_new_folio")
      .flatMap(({ calls }) => calls)
      .filter(({ name }) => name === "balloon_page_migrate");
    // In 6.1 the second argument is the source, and the third is no page.
    expect(move?.pages).toEqual({ dst: 0x3047 });
  });
});

test.each([
  [[], /name a kernel and a pattern/],
  [["6.1", "balloon"], /no pattern "balloon"\nThere are: balloon-compact, acted/],
  [["6.1", "balloon-compact", "--seconds", "soon"], /--seconds soon/],
  [["6.1", "balloon-compact", "--fast"], /--fast/],
  [["6.1", "acted", "--act", "isolate-thrice"], /no act "isolate-thrice"\nThere are: isolate, isolate-and-put-back, /],
])("%j ends with 2 before anything is downloaded", (args, message) => {
  const main = join(import.meta.dirname, "../../src/tools/kernels/record/main.ts");
  const { status, stderr, stdout } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  expect(stderr).toMatch(message);
  expect(stdout).toBe("");
  expect(status).toBe(2);
});

describe("beside what is stored of its kernel, a recording", () => {
  type Success = NonNullable<typeof result.cases.success>;
  const changed = (change: (success: Success) => Partial<Success>) => {
    const success = must(result.cases.success, "success");
    const found = { ...result, cases: { ...result.cases, success: { ...success, ...change(success) } } };
    return besideStored(found).find((line) => line.startsWith("balloon-migrate"));
  };
  const without = (func: string) =>
    changed(({ sequence }) => ({ sequence: sequence.filter((call) => call.func !== func) }));

  test("is the same", () => {
    expect(without("no_such_function")).toMatch(/: \d+ calls, the same as stored for 6\.1$/);
  });

  test("is the same where a compiler has put a function into its caller that the models leave out", () => {
    expect(without("virtqueue_kick")).toMatch(/the same as stored for 6\.1, but for calls that the models leave out$/);
  });

  test("differs where a call is missing that the models have", () => {
    expect(without("mutex_trylock")).toMatch(/differs at call \d+: /);
  });

  test("differs where a word of /proc/kpageflags does", () => {
    expect(changed(() => ({ kpageflags_after: { src: null, dst: "800008" } }))).toMatch(
      /differs in \/proc\/kpageflags: .*800008.*, stored is .*800000/,
    );
    expect(changed(() => ({ kpageflags_before: { src: null, dst: null } }))).toMatch(/differs in \/proc\/kpageflags/);
  });
});
