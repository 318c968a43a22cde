/** A function of the models: what is taken out of it is struck through, and the step that it is about is marked. */
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { C_TITLE } from "../../engine/source/c_view.ts";
import type { Token } from "../../engine/source/token.ts";
import { useReadAs } from "./useReadAs.ts";

interface CodeLine {
  tokens: readonly Token[];
  /** It asks a guard that is out. */
  out?: true;
  /** The step begins here. */
  here?: true;
}
export interface Shown {
  name: string;
  file: string;
  lines: readonly CodeLine[];
  /** Its lines as C; missing where it would read unnaturally. */
  c?: readonly CodeLine[];
}

/** `of`: tells it from the same function elsewhere on the page. */
export function ShownCode({ name, file, lines, c, of }: Shown & { of?: string }): VNode {
  const isC = useReadAs() === "c" && c !== undefined;
  const place = useRef<HTMLElement>(null);
  // What it is about is often far down in the function.
  useEffect(() => {
    const marked = place.current?.querySelector<HTMLElement>(".shown-out, .shown-here");
    if (place.current && marked) place.current.scrollTop = marked.offsetTop - place.current.clientHeight / 3;
  }, [isC]);
  return (
    <figure class="shown-code not-content">
      <figcaption>
        <code>{name}()</code> <span>{isC ? `${file}: ${C_TITLE}` : file}</span>
      </figcaption>
      <section aria-label={`Code of ${name}${of === undefined ? "" : `, ${of}`}`} tabIndex={0} ref={place}>
        <pre>
          <code>
            {(isC ? c : lines).map(({ tokens, out, here }, at) => (
              <span key={at} class={`${out ? "shown-out" : ""} ${here ? "shown-here" : ""}`}>
                {out && <span class="sr-only">Taken out: </span>}
                {here && <span class="sr-only">The step: </span>}
                {tokens.map(({ text, kind }, index) => (
                  <span key={index} class={kind === "" ? undefined : `tok-${kind}`}>
                    {text}
                  </span>
                ))}
                {"\n"}
              </span>
            ))}
          </code>
        </pre>
      </section>
    </figure>
  );
}
