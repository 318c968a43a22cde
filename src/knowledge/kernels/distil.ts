/** One example of a pattern out of what the recorder wrote: only the calls, with roles instead of frames. */
import * as v from "valibot";
import { withoutInside } from "./plays.ts";
import type { Call, Pattern, Recording, Role } from "./schema.ts";

const frame = v.pipe(v.string(), v.regex(/^0x[0-9a-f]+$/));
const words = v.object({ src: v.nullable(v.string()), dst: v.nullable(v.string()) });
const recordedCall = v.object({
  depth: v.number(),
  func: v.optional(v.string()),
  pages: v.optional(v.record(v.string(), frame)),
  ret: v.optional(v.union([v.number(), v.string()])),
  container: v.optional(v.boolean()),
});
type RecordedCall = v.InferOutput<typeof recordedCall>;
const recordedCase = v.object({
  trace: v.string(),
  src_pfn: v.optional(v.nullable(frame)),
  dst_pfn: v.optional(v.nullable(frame)),
  kpageflags_before: v.optional(words),
  kpageflags_after: v.optional(words),
  sequence: v.pipe(v.array(recordedCall), v.minLength(1)),
});
type Case = v.InferOutput<typeof recordedCase>;

/** What the recorder writes for each scenario of its own. */
export const recorderFile = v.object({
  scenario: v.string(),
  counts: v.record(v.string(), v.record(v.string(), v.number())),
  cases: v.record(v.string(), recordedCase),
});
export type RecorderFile = v.InferOutput<typeof recorderFile>;

/** What was recorded is not in its form, contradicts itself, or is not whole. */
export class RecordingError extends Error {}

/** null: this kernel was not seen doing it. */
export function distil(files: readonly RecorderFile[], { id, recorded, part, plays = {} }: Pattern): Recording | null {
  const file = files.find(({ scenario, cases }) => scenario === recorded.scenario && recorded.case in cases);
  const found = file?.cases[recorded.case];
  if (!file || !found) return null;
  const has = (what: string) =>
    found.sequence.some((call) => what === call.func || what === `${call.func}=${call.ret}`);
  if (recorded.with?.some((what) => !has(what)) || recorded.without?.some(has)) return null;
  const seen = file.counts[found.trace.replace(/\.txt$/, "")]?.[recorded.case];
  const calls = part.of === "page" ? completed(withRoles(found, "page"), files, recorded) : withRoles(found, part.of);
  return {
    pattern: id,
    trace: found.trace.replace(/\.txt$/, ""),
    ...(seen === undefined ? {} : { seen }),
    ...kpageflagsOf(found),
    calls: withoutInside(calls, Object.keys(plays)),
  };
}

/** For each call, what it named: which frame is the target is known from the calls that name both. */
function withRoles({ sequence, src_pfn }: Case, of: Pattern["part"]["of"]): Call[] {
  const base = of === "page" ? 0 : Math.min(...sequence.map(({ depth }) => depth));
  let dst: string | null = null;
  let only: string | null = null;
  return sequence.flatMap(({ depth, func, pages = {}, ret, container }) => {
    if (func === undefined) return [];
    // The next target is another one, even where the frame is the same.
    if (func === "compaction_alloc" || func === "alloc_migration_target") dst = null;
    // Who gives out targets need not be recorded: then each try says by itself which one it has.
    if (of === "page" && pages.src === src_pfn) dst = pages.dst ?? dst;
    const named = Object.entries(pages).map(([given, pfn]): Role => {
      if (of !== "page") {
        only ??= dst ?? pfn;
        if (pfn !== only) throw new RecordingError(`${func} names a second page`);
        return "page";
      }
      if (given === "dst") dst ??= pfn;
      if (pfn === src_pfn) return "src";
      if (pfn !== dst) throw new RecordingError(`${func} names ${pfn}, which is neither the page nor its target`);
      return "dst";
    });
    const call: Call = { depth: depth - base, call: func };
    if (named.length > 0) call.pages = named;
    if (typeof ret === "string") {
      const frame = frameOf(ret);
      call.returns = of !== "page" ? "page" : frame === src_pfn ? "src" : "dst";
      if (frame !== src_pfn) dst = frame;
    } else if (ret !== undefined && container && ret > 1) call.left = ret;
    else if (ret !== undefined) call.returns = ret;
    return [call];
  });
}

/** From the address of a struct page, of 64 bytes, in a kernel booted with nokaslr. */
function frameOf(address: string): string {
  return `0x${((BigInt(address) - 0xffffea0000000000n) / 64n).toString(16)}`;
}

/**
 * A recording that was cut out of a long one can begin inside of calls, and end before a page that was put back is unlocked. Both
 * are the same for every page, so they are filled in from the kernel's other recordings, and marked.
 */
function completed(calls: Call[], files: readonly RecorderFile[], { scenario }: Pattern["recorded"]): Call[] {
  const others = files.filter((file) => file.scenario === scenario).flatMap(({ cases }) => Object.values(cases));
  const whole = others.find(({ sequence, src_pfn }) => sequence[0]?.depth === 0 && src_pfn);
  const outer = (whole?.sequence ?? []).slice(0, calls[0]?.depth).map(({ depth, func = "" }) => lost(depth, func));
  return [...outer, ...calls, ...tailOf(calls, others)];
}

function tailOf(calls: Call[], others: readonly Case[]): Call[] {
  const last = calls.at(-1);
  if (last?.call !== PUTBACK) return [];
  const tail = (sequence: RecordedCall[]) => sequence.slice(sequence.findLastIndex(({ func }) => func === PUTBACK) + 1);
  const complete = others.find(
    ({ sequence }) => sequence.some(({ func }) => func === PUTBACK) && tail(sequence).length > 0,
  );
  if (!complete) throw new RecordingError(`${PUTBACK} is the last call, and no other recording goes on`);
  return tail(complete.sequence).map(({ depth, func = "" }) => lost(depth, func));
}
const PUTBACK = "balloon_page_putback";

function lost(depth: number, call: string): Call {
  return { depth, call, lost: true };
}

/** A recorder writes null, or says in brackets, that the bit is not set. A page without a target has no word for one. */
function kpageflagsOf({ dst_pfn = null, ...found }: Case): Pick<Recording, "kpageflags"> {
  const { kpageflags_before: before, kpageflags_after: after } = found;
  if (!before || !after) return {};
  const word = (text: string | null) => (text?.startsWith("(") ? null : text);
  const side = ({ src, dst }: v.InferOutput<typeof words>) => ({
    src: word(src),
    ...(dst === null && dst_pfn === null ? {} : { dst: word(dst) }),
  });
  return { kpageflags: { before: side(before), after: side(after) } };
}
