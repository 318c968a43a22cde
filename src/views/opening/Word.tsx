/** One word of a page as boxes: what it points to, and, where it has any, the two bits at its end. */
import type { ComponentChildren, VNode } from "preact";

interface Props {
  name: string;
  /** As a trace has it: "&balloon_mops | 2". */
  value: string;
  /** It says that the page can be moved. */
  marks?: boolean;
  /** Somebody is about to follow it, and it leads nowhere. */
  bad?: boolean;
  children?: ComponentChildren;
}

export function Word({ name, value, marks = false, bad = false, children }: Props): VNode {
  const [pointer = "", tag] = value.split(" | ");
  const bits = tag === undefined ? [] : [...Number(tag).toString(2).padStart(2, "0")];
  const isMark = marks && bits.length === 0;
  return (
    <div class="opening-word">
      <code>{name}</code>
      <span class="opening-boxes">
        <code class={`opening-box opening-wide ${isMark ? "opening-mark" : ""} ${bad ? "opening-bad" : ""}`}>
          {pointer}
        </code>
        {bits.map((bit, at) => (
          <code key={at} class={`opening-box ${marks ? "opening-mark" : ""}`}>
            {bit}
          </code>
        ))}
      </span>
      {children !== undefined && <small>{children}</small>}
    </div>
  );
}
