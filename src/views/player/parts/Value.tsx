/** A value as the trace writes it: flags one by one, and the tag of `page->mapping` in bits. */
import type { VNode } from "preact";

interface Props {
  field: string;
  text: string;
  /** What the step made of it. */
  isNew?: boolean;
}

/** Of PAGE_MAPPING_FLAGS: bits 1 and 0. */
const TAG = / \| ([1-3])$/;

export function Value({ field, text, isNew = false }: Props): VNode {
  const name = isNew ? "value new" : "value";
  const [, tag] = field === "mapping" ? (TAG.exec(text) ?? []) : [];
  if (tag !== undefined) {
    const bits = Number(tag).toString(2).padStart(2, "0");
    return (
      <span class={name}>
        <code>{text.replace(TAG, "")}</code>{" "}
        <span class={tag === "2" ? "bits mark" : "bits"}>
          <span class="sr-only">with the low bits</span> <code>{bits}</code>
        </span>
      </span>
    );
  }
  if (field !== "flags") return <code class={name}>{text}</code>;
  return (
    <span class={name}>
      {text.split(" | ").map((flag) => (
        <code key={flag} class={flag.startsWith("PG_movable_ops") ? "flag mark" : "flag"}>
          {flag}
        </code>
      ))}
    </span>
  );
}
