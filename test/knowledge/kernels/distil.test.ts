// From what a recorder wrote to a recording: on a made-up kernel, of which every detail is known.
import * as v from "valibot";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { distil, recorderFile } from "../../../src/knowledge/kernels/distil.ts";
import { type Pattern, recording } from "../../../src/knowledge/kernels/schema.ts";
import { write } from "../../../src/tools/kernels/write.ts";

const frame = (pfn: number) => `0x${(0xffffea0000000000n + BigInt(pfn) * 64n).toString(16)}`;
const call = (depth: number, func: string, more = {}) => ({ t: 1.5, cpu: 0, task: "a-1", depth, func, ...more });
const src = { src: "0x10" };
const both = { dst: "0x99", src: "0x10" };
const PUTBACK = [
  call(1, "putback_movable_pages", { container: true }),
  call(2, "balloon_page_putback", { pages: src }),
];
const FILE = {
  scenario: "balloon-compact",
  counts: { run: { success: 7, failed: 3 } },
  cases: {
    success: {
      trace: "run.txt",
      src_pfn: "0x10",
      dst_pfn: "0x99",
      kpageflags_before: { src: "800000", dst: "(bit not set)" },
      kpageflags_after: { src: "(bit not set)", dst: "800000" },
      sequence: [
        call(0, "compact_zone", { container: true }),
        call(1, "migrate_pages", { container: true, ret: 17 }),
        call(2, "alloc_migration_target", { pages: src, ret: frame(0x99) }),
        { t: 2, depth: 3, tracepoint: "mm_migrate", fields: "" },
        call(2, "move_to_new_page", { pages: both, ret: 0 }),
        call(2, "free_unref_page", { pages: { page: "0x10" } }),
        call(2, "__SetPageMovable", { pages: { page: "0x99" } }),
      ],
    },
    failed: { trace: "run.txt", src_pfn: "0x10", sequence: PUTBACK },
    whole: {
      trace: "other.txt",
      src_pfn: "0x11",
      sequence: [...PUTBACK, call(2, "unlock_page")].map((each) => ({ ...each, pages: undefined })),
    },
    one: {
      trace: "one.txt",
      sequence: [call(1, "balloon_page_alloc", { ret: frame(5) }), call(2, "enqueue", { pages: { page: "0x5" } })],
    },
  },
};
const pattern = (wanted: string, more: object = {}, of = "page") =>
  ({ id: "it", recorded: { scenario: "balloon-compact", case: wanted, ...more }, part: { of } }) as Pattern;
const distilled = (wanted: Pattern, file: object = FILE) => distil([v.parse(recorderFile, file)], wanted);

it("gives roles for frames, and keeps nothing of time and place", () => {
  expect(distilled(pattern("success"))).toEqual({
    pattern: "it",
    trace: "run",
    seen: 7,
    kpageflags: { before: { src: "800000", dst: null }, after: { src: null, dst: "800000" } },
    calls: [
      { depth: 0, call: "compact_zone" },
      { depth: 1, call: "migrate_pages", left: 17 },
      { depth: 2, call: "alloc_migration_target", pages: ["src"], returns: "dst" },
      { depth: 2, call: "move_to_new_page", pages: ["dst", "src"], returns: 0 },
      { depth: 2, call: "free_unref_page", pages: ["src"] },
      { depth: 2, call: "__SetPageMovable", pages: ["dst"] },
    ],
  });
});

it("takes each target for one that a try is made with", () => {
  const next = { dst: "0x98", src: "0x10" };
  const sequence = [
    call(0, "move_to_new_page", { pages: both, ret: -11 }),
    call(0, "free_unref_page", { pages: { page: "0x99" } }),
    call(0, "move_to_new_page", { pages: next, ret: 0 }),
    call(0, "unlock_page", { pages: { page: "0x98" } }),
  ];
  const tried = (calls: object[]) =>
    distilled(pattern("success"), { ...FILE, cases: { success: { ...FILE.cases.success, sequence: calls } } });
  expect(tried(sequence)?.calls.map(({ pages }) => pages)).toEqual([["dst", "src"], ["dst"], ["dst", "src"], ["dst"]]);
  expect(() => tried([...sequence, call(0, "unlock_page", { pages: { page: "0x99" } })])).toThrow("neither the page");
});

it.each([
  ["in brackets", "(bit not set)"],
  ["as null", null],
])("knows a word that a recorder says %s is not set from one that is not there", (_how, unset) => {
  const { success } = FILE.cases;
  const words = (dst_pfn: string | null) => {
    const written = { src: "800000", dst: dst_pfn && unset };
    const none = { src: unset, dst: dst_pfn && "800000" };
    const one = { ...success, dst_pfn, kpageflags_before: written, kpageflags_after: none };
    return distilled(pattern("success"), { ...FILE, cases: { ...FILE.cases, success: one } })?.kpageflags;
  };
  expect(words("0x99")).toEqual({ before: { src: "800000", dst: null }, after: { src: null, dst: "800000" } });
  expect(words(null)).toEqual({ before: { src: "800000" }, after: { src: null } });
});

it("fills in what the recorder lost, and says so", () => {
  expect(distilled(pattern("failed"))?.calls).toEqual([
    { depth: 0, call: "compact_zone", lost: true },
    { depth: 1, call: "putback_movable_pages" },
    { depth: 2, call: "balloon_page_putback", pages: ["src"] },
    { depth: 2, call: "unlock_page", lost: true },
  ]);
});

it("knows one page where there is only one, and begins at depth 0", () => {
  expect(distilled(pattern("one", {}, "call"))?.calls).toEqual([
    { depth: 0, call: "balloon_page_alloc", returns: "page" },
    { depth: 1, call: "enqueue", pages: ["page"] },
  ]);
});

it("takes only what the pattern asks for", () => {
  expect(distilled(pattern("success", { with: ["move_to_new_page=0"] }))).not.toBeNull();
  expect(distilled(pattern("success", { with: ["move_to_new_page=-11"] }))).toBeNull();
  expect(distilled(pattern("success", { without: ["free_unref_page"] }))).toBeNull();
  expect(distilled(pattern("no such case"))).toBeNull();
});

it("refuses a page that it cannot place", () => {
  const { success } = FILE.cases;
  const sequence = [...success.sequence, call(2, "free_unref_page", { pages: { page: "0x77" } })];
  const file = { ...FILE, cases: { ...FILE.cases, success: { ...success, sequence } } };
  expect(() => distilled(pattern("success"), file)).toThrow("free_unref_page names 0x77");
});

it("writes what it can read again, one call a line", () => {
  const made = distilled(pattern("success"));
  if (!made) throw new Error("nothing made");
  const text = write(made);
  expect(v.parse(recording, parse(text))).toEqual(made);
  expect(text).toContain("\n  - { depth: 2, call: move_to_new_page, pages: [dst, src], returns: 0 }\n");
});
