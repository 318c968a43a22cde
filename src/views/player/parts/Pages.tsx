/** `struct page` of the pages that the step has to do with, word by word, as it is after the step. */
import type { VNode } from "preact";
import type { Moment } from "../moment.ts";
import { Value } from "./Value.tsx";

/** In the order of the struct. */
const FIELDS = ["flags", "lru.next", "lru.prev", "mapping", "index", "private", "page_type", "_refcount", "on list"];

export function Pages({ moment }: { moment: Moment }): VNode {
  const { pages, words, step } = moment;
  return (
    <section class="pages">
      <h3>
        <code>struct page</code>
      </h3>
      {pages.length === 0 && <p class="aside">No page has been touched yet.</p>}
      {pages.map((page) => {
        const changed = new Set(step?.writes.filter(({ object }) => object === page).map(({ field }) => field));
        return (
          <table key={page}>
            <caption>{named(moment, page)}</caption>
            <tbody>
              {FIELDS.map((field) => (
                <tr key={field} class={changed.has(field) ? "changed" : undefined}>
                  <th scope="row">{field}</th>
                  <td>
                    <Value field={field} text={words.get(page)?.get(field) ?? "not known"} isNew={changed.has(field)} />
                    {changed.has(field) && <span class="sr-only"> changed</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </section>
  );
}

/** With the names that the scenario gave the frame. */
function named({ column }: Moment, page: string): string {
  const names = Object.entries(column.trace.end.pages).flatMap(([name, { pfn }]) =>
    `page ${pfn}` === page ? name : [],
  );
  return names.length === 0 ? page : `${page}, named ${names.join(" and ")}`;
}
