/** `struct page` of the pages that the step has to do with, word by word, as it is after the step. Pointers are arrows to what they point to. */
import type { VNode } from "preact";
import type { Asking } from "../asking.ts";
import type { Scene } from "../scene.ts";
import { isPointer, Target } from "./Target.tsx";
import { Value } from "./Value.tsx";
import "./page.css";

interface Props {
  scene: Scene;
  pages: readonly string[];
  asking: Asking;
}

/** In the order of the struct. Where a page is on a list is drawn as the list. */
const FIELDS = ["flags", "mapping", "index", "private", "page_type", "_refcount"];
/** Shown where they say something. */
const RARE = ["index"];

export function Pages({ scene, pages, asking }: Props): VNode {
  const { moment, column } = scene;
  const { words, step } = moment;
  return (
    <>
      {pages.map((page) => {
        const changed = new Set(step?.writes.filter(({ object }) => object === page).map(({ field }) => field));
        const fields = FIELDS.filter((field) => !RARE.includes(field) || changed.has(field));
        return (
          <table class="page" key={page}>
            <caption>
              <code>struct page</code> {named(scene, page)}
            </caption>
            <tbody>
              {fields.map((field) => {
                const word = `${page} ${field}`;
                const text = words.get(page)?.get(field) ?? "not known";
                return (
                  <tr key={field} class={changed.has(field) ? "changed" : undefined}>
                    <th scope="row">{field}</th>
                    <td colSpan={isPointer(field) ? 1 : 2}>
                      <button type="button" aria-pressed={asking.word === word} onClick={() => asking.ask(word)}>
                        <Value field={field} text={text} isNew={changed.has(field)} />
                        <span class="sr-only">{changed.has(field) && ", changed"}: who wrote it?</span>
                      </button>
                    </td>
                    {isPointer(field) && (
                      <td class="leads">
                        <Target text={text} field={field} words={words} era={column.era} />
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        );
      })}
    </>
  );
}

/** With the names that the scenario gave the frame. */
function named({ column }: Scene, page: string): string {
  const names = Object.entries(column.trace.end.pages).flatMap(([name, { pfn }]) =>
    `page ${pfn}` === page ? name : [],
  );
  return names.length === 0 ? page : `${page}, named ${names.join(" and ")}`;
}
