/** Where a pointer leads: an arrow to an object with what it is in the middle of; or to ground, for NULL. */
import type { VNode } from "preact";
import type { Words } from "../../../engine/trace/replay.ts";

interface Props {
  field: string;
  text: string;
  words: ReadonlyMap<string, Words>;
  era: string;
}

export function isPointer(field: string): boolean {
  return field === "mapping" || field === "private";
}

export function Target({ field, text, words, era }: Props): VNode | null {
  const [, name] = /^&(.*?)(?: \| [0-3])?$/.exec(text) ?? [];
  if (name === undefined) {
    return /^NULL/.test(text) ? (
      <span class="ground" aria-hidden="true">
        <span />
      </span>
    ) : null;
  }
  const told = tell(name, words);
  return (
    <span class="target" data-era={field === "mapping" ? era : undefined}>
      <span class="shaft" aria-hidden="true" />
      <span class="object">
        <span class="sr-only">leads to </span>
        <b>{name}</b>
        {told !== "" && <span>{told}</span>}
      </span>
    </span>
  );
}

/** Of an object that the run has to do with: what it counts. */
function tell(name: string, words: ReadonlyMap<string, Words>): string {
  const fields = words.get(name) ?? new Map<string, string>();
  const pages = [...words].filter(([object, of]) => object.startsWith("page ") && of.get("private") === `&${name}`);
  const isolated = [...fields].find(([field]) => field.endsWith("isolated_pages"))?.[1];
  const parts = [
    pages.length > 0 && `${pages.length} ${pages.length === 1 ? "page" : "pages"}`,
    isolated !== undefined && isolated !== "0" && `${isolated} isolated`,
  ];
  return parts.filter(Boolean).join(", ");
}
