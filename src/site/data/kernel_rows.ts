/** The calls of a kernel and of its model, lined up, as a table shows them: in words, and with what repeats written once. */
import { must } from "../../engine/must.ts";
import type { ModelCall } from "../../knowledge/kernels/compare.ts";
import type { Call } from "../../knowledge/kernels/schema.ts";
import type { heldAgainstRecording } from "./kernels.ts";

interface ShownCall {
  depth: number;
  name: string;
  /** "page", "target": what the call was given. */
  pages: string[];
  result: string | null;
  lost: boolean;
}
interface ShownRow {
  kernel: ShownCall | null;
  model: ShownCall | null;
  /** Why one of them is missing; null where it was said before. */
  reason: string | null;
}
/** Rows that come `times` times, one after the other. */
export interface Block {
  times: number;
  rows: ShownRow[];
}

const PAGES: Record<string, string> = { src: "page", dst: "target", page: "page", other: "another page" };
const ERRORS: Record<number, string> = { [-11]: "-EAGAIN", [-12]: "-ENOMEM", [-16]: "-EBUSY" };
/** Calls in a block that repeats, at most: a try of the kernels that write most about one. */
const LONGEST = 16;

export function blocksOf({ rows }: ReturnType<typeof heldAgainstRecording>): Block[] {
  const said = new Set<string>();
  const shown = rows.map(({ kernel, model, reason = "" }): ShownRow => {
    const first = reason !== "" && !said.has(reason);
    said.add(reason);
    const expected = kernel?.returns;
    return {
      kernel: kernel && fromKernel(kernel),
      model: model && fromModel(model, expected),
      reason: first ? reason : null,
    };
  });
  return fold(shown);
}

function fromKernel({ depth, call, pages = [], returns, left, lost }: Call): ShownCall {
  const result = left === undefined ? told(returns) : `${left} pages of many stay`;
  return { depth, name: call, pages: pages.map((role) => PAGES[role] ?? role), result, lost: lost ?? false };
}

/** Its result only where the kernel's was recorded too. */
function fromModel({ depth, call, pages, returns, page }: ModelCall, expected: Call["returns"]): ShownCall {
  const result =
    expected === undefined ? null : told(typeof expected === "string" ? (page ?? undefined) : (returns ?? undefined));
  return { depth, name: call, pages: pages.map((role) => PAGES[role] ?? role), result, lost: false };
}

function told(result: number | string | undefined): string | null {
  if (result === undefined) return null;
  return typeof result === "string" ? (PAGES[result] ?? result) : (ERRORS[result] ?? String(result));
}

function fold(rows: readonly ShownRow[]): Block[] {
  const texts = rows.map(({ kernel, model }) => JSON.stringify([kernel, model]));
  const blocks: Block[] = [];
  let at = 0;
  while (at < rows.length) {
    const { length, times } = repeatAt(texts, at);
    const last = blocks.at(-1);
    if (times === 1 && last?.times === 1) last.rows.push(must(rows[at], "such row"));
    else blocks.push({ times, rows: rows.slice(at, at + length) });
    at += length * times;
  }
  return blocks;
}

/** The shortest block that begins here and comes at once again; of single calls only what comes three times. */
function repeatAt(texts: readonly string[], at: number): { length: number; times: number } {
  for (let length = 1; length <= LONGEST; length++) {
    const block = texts.slice(at, at + length).join();
    let times = 1;
    while (texts.slice(at + length * times, at + length * (times + 1)).join() === block) times++;
    if (times > (length === 1 ? 2 : 1) && at + length * times <= texts.length) return { length, times };
  }
  return { length: 1, times: 1 };
}
