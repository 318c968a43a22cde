/** What a guest brought back, in the form that content/kernels is made from: one example of each case. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eraOf } from "../../../../models/index.ts";
import { type Episode, episodesIn, walk } from "./episodes.ts";
import { readGraph } from "./graph.ts";
import { RecordError } from "./tools.ts";

interface RecordedCall {
  depth: number;
  func: string;
  pages?: Record<string, string>;
  ret?: number | string;
  container?: true;
}

interface Words {
  src: string | null;
  dst: string | null;
}

export interface Case {
  trace: string;
  src_pfn?: string;
  dst_pfn?: string | null;
  kpageflags_before?: Words;
  kpageflags_after?: Words;
  sequence: RecordedCall[];
}

export interface Recorded {
  kernel: string;
  scenario: string;
  /** How many pages went each way, by trace. */
  counts: Record<string, Record<string, number>>;
  cases: Record<string, Case>;
}

/** `folder` is the guest's. */
export function recorded(folder: string, kernel: string, scenario: string): Recorded {
  const mappingFirst = eraOf(kernel).mappingFirst === true;
  const read = (trace: string) => readGraph(readFileSync(join(folder, `${trace}.txt`), "utf8"), mappingFirst);
  const episodes = episodesIn(read("compact"));
  const counts: Record<string, number> = {};
  const cases: Record<string, Case> = {};
  const [before, after] = ["before", "after"].map((name) => wordsIn(join(folder, `${name}.pages`)));
  for (const episode of episodes) {
    counts[episode.outcome] = (counts[episode.outcome] ?? 0) + 1;
    const { src, dst } = episode;
    const words = (seen: Map<number, string> | undefined): Words => ({
      src: seen?.get(src) ?? null,
      dst: dst === null ? null : (seen?.get(dst) ?? null),
    });
    cases[episode.outcome] ??= {
      trace: "compact.txt",
      src_pfn: hex(src),
      dst_pfn: dst === null ? null : hex(dst),
      kpageflags_before: words(before),
      kpageflags_after: words(after),
      sequence: episode.calls.map(asData),
    };
  }
  for (const trace of ["inflate", "deflate"]) {
    const calls = [...walk(read(trace))];
    if (calls.length === 0)
      throw nothing(trace, "the kernel lacks the driver, or has no function of functions.ts by its name");
    cases[trace] = { trace: `${trace}.txt`, sequence: calls.map((call) => asData({ call, container: false })) };
  }
  if (episodes.length === 0)
    throw nothing("compact", "the balloon was not scattered, so that no page of it had to move");
  return { kernel, scenario, counts: { compact: counts }, cases };
}

export function nothing(trace: string, cause: string): RecordError {
  return new RecordError(
    `nothing to be seen in ${trace}.txt`,
    `Usually ${cause}. Try: --keep, and look at out/${trace}.txt`,
  );
}

export function asData({ call, container }: Episode["calls"][number]): RecordedCall {
  const { name, depth, pages, returned } = call;
  const named = Object.entries(pages).map(([role, frame]) => [role, hex(frame)] as const);
  return {
    depth,
    func: name,
    ...(named.length > 0 && { pages: Object.fromEntries(named) }),
    ...(returned !== undefined && { ret: typeof returned === "number" ? returned : returned.address }),
    ...(container && { container }),
  };
}

/** The guest lists the pages with KPF_OFFLINE only. */
function wordsIn(path: string): Map<number, string> {
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return new Map(
    lines
      .map((line) => line.split(" "))
      .map(([frame = "", word = ""]) => [Number.parseInt(frame, 16), word.replace(/^0+/, "")]),
  );
}

export function hex(frame: number): string {
  return `0x${frame.toString(16)}`;
}
