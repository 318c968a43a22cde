/** The strip of memory, which stays in sight through all scenes: whose each page is, and where the huge page is to be. */
import type { VNode } from "preact";
import { type Use, WANTED } from "./memory.ts";

const WORDS: Record<Use, string> = {
  program: "program",
  free: "free",
  balloon: "balloon",
  "let go": "let go",
  huge: "huge page",
};

interface Props {
  uses: readonly Use[];
  note: VNode;
  /** Did the balloon's page move here? */
  moved?: number;
}

export function Memory({ uses, note, moved }: Props): VNode {
  const fits = WANTED.every((pfn) => uses[pfn] === "huge");
  const text = uses.map((use, pfn) => `page ${pfn} ${WORDS[use]}`).join(", ");
  return (
    <section class="opening-memory" aria-label="Sixteen pages of memory">
      <p class="sr-only">{text}.</p>
      <div class="opening-strip" aria-hidden="true">
        {fours(uses).map((four, at) => (
          <span key={at} class="opening-four">
            {four.map((use, within) => (
              <span key={within} class={`opening-page opening-is-${use.replace(" ", "-")}`}>
                <b>{WORDS[use].replace(" page", "")}</b>
                <i>{at * 4 + within}</i>
              </span>
            ))}
            {WANTED.includes(at * 4) && <span class={fits ? "opening-place opening-fits" : "opening-place"} />}
          </span>
        ))}
        {moved !== undefined && <span class="opening-moved" style={{ "--to": moved }} />}
      </div>
      <p class={fits ? "opening-note opening-fits" : "opening-note"}>{note}</p>
    </section>
  );
}

function fours(uses: readonly Use[]): Use[][] {
  return Array.from({ length: uses.length / 4 }, (_, at) => uses.slice(at * 4, at * 4 + 4));
}
