/** The words of a frame cut into the boxes that the strip draws: pointers, the two tag bits, and a box for each flag of the run. */
import type { Frame, FrameOfEra } from "./frames.ts";

export interface Cell {
  /** What stands beside the box; empty: it belongs to the box before it. */
  label: string;
  kind: "text" | "bit";
  value: string;
  /** Part of what makes the page movable, in some frame. */
  mark: boolean;
}

/** Every frame of an era has the same cells; only their values change. */
export function cellsOf(frame: Frame, column: number, frames: readonly Frame[]): Cell[] {
  const { words } = frame.eras[column] as FrameOfEra;
  const [pointer = "", tag] = words.mapping.split(" | ");
  const isTagged = frames.some(({ eras }) => eras[column]?.words.mapping.includes(" | "));
  const bits = Number(tag ?? 0)
    .toString(2)
    .padStart(2, "0");
  const names = [...new Set(frames.flatMap(({ eras }) => flagsOf(eras[column] as FrameOfEra)))];
  return [
    { label: "mapping", kind: "text", value: pointer, mark: false },
    { label: "", kind: "bit", value: bits[0] ?? "0", mark: isTagged },
    { label: "", kind: "bit", value: bits[1] ?? "0", mark: isTagged },
    ...names.sort().map((name): Cell => {
      const value = flagsOf(frame.eras[column] as FrameOfEra).includes(name) ? "1" : "0";
      return { label: name, kind: "bit", value, mark: name === "PG_movable_ops" };
    }),
    { label: "page_type", kind: "text", value: words.page_type, mark: !isTagged },
    { label: "private", kind: "text", value: words.private, mark: false },
    { label: "_refcount", kind: "text", value: words._refcount, mark: false },
  ];
}

function flagsOf({ words }: FrameOfEra): string[] {
  return words.flags === "0" ? [] : words.flags.split(" | ");
}
