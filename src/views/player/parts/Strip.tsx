/** All pages that the run has to do with, in a row that wraps: which are free, whose the others are, and which of them are shown below. */
import type { VNode } from "preact";
import { pageState } from "../page_state.ts";
import type { Scene } from "../scene.ts";
import "./strip.css";

interface Props {
  scene: Scene;
  shown: readonly string[];
  choose: (page: string) => void;
}

/** More have room for their number alone. */
const FEW = 4;

export function Strip({ scene, shown, choose }: Props): VNode | null {
  const { words, step, column } = scene.moment;
  const pages = Object.keys(column.trace.start.words)
    .filter((name) => /^page \d+$/.test(name))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  if (pages.length === 0) return <p class="aside">No page has been touched yet.</p>;
  const touched = new Set(step?.writes.map(({ object }) => object));
  return (
    <ul class={pages.length > FEW ? "strip dense" : "strip"} aria-label="Pages of this run">
      {pages.map((page) => {
        const { kind, text } = pageState(words.get(page), column.trace.start.holders[page]);
        return (
          <li key={page}>
            <button
              type="button"
              class={touched.has(page) ? `${kind} touched` : kind}
              aria-pressed={shown.includes(page)}
              title={`${page}: ${text}`}
              onClick={() => choose(page)}
            >
              <b>
                <span>page </span>
                {page.slice("page ".length)}
              </b>
              <span class="is">{text}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
