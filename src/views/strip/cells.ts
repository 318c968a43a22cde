/** The words of a frame cut into the boxes that the strip draws: pointers, the two tag bits, and a box for each flag of the run. */
import { must } from "../../engine/must.ts";
import type { Frame, FrameOfEra } from "./frame.ts";

export interface Cell {
  /** What stands beside the box; empty: it belongs to the box before it. */
  label: string;
  kind: "text" | "bit";
  value: string;
  /** Part of what says “this page can be moved”, in this frame. Of a tag it is both bits that say so, the 0 as well. */
  says: boolean;
}

/** Every frame of an era has the same cells; only their values change. */
export function cellsOf(frame: Frame, column: number, frames: readonly Frame[]): Cell[] {
  const { words } = must(frame.eras[column], "such era");
  const [pointer = "", tag] = words.mapping.split(" | ");
  const isTagged = frames.some(({ eras }) => eras[column]?.words.mapping.includes(" | "));
  const bits = Number(tag ?? 0)
    .toString(2)
    .padStart(2, "0");
  const isMovable = bits === "10";
  const names = [...new Set(frames.flatMap(({ eras }) => flagsOf(must(eras[column], "such era"))))];
  return [
    { label: "mapping", kind: "text", value: pointer, says: false },
    { label: "", kind: "bit", value: bits[0] ?? "0", says: isMovable },
    { label: "", kind: "bit", value: bits[1] ?? "0", says: isMovable },
    ...names.sort().map((name): Cell => {
      const value = flagsOf(must(frame.eras[column], "such era")).includes(name) ? "1" : "0";
      return { label: name, kind: "bit", value, says: name === "PG_movable_ops" && value === "1" };
    }),
    { label: "page_type", kind: "text", value: words.page_type, says: !isTagged && words.page_type === "offline" },
    { label: "private", kind: "text", value: words.private, says: false },
    { label: "_refcount", kind: "text", value: words._refcount, says: false },
  ];
}

function flagsOf({ words }: FrameOfEra): string[] {
  return words.flags === "0" ? [] : words.flags.split(" | ");
}
