/** The words that the step changed, what its functions returned, and what the kernel logged. */
import type { VNode } from "preact";
import type { Moment } from "../moment.ts";
import { Value } from "./Value.tsx";

export function Changes({ moment: { step } }: { moment: Moment }): VNode {
  const writes = step?.writes.filter(({ bookkeeping }) => !bookkeeping) ?? [];
  const returned = step?.calls.filter(({ leave, result }) => leave !== undefined && result !== undefined) ?? [];
  return (
    <section class="changes">
      <h3>Words that changed</h3>
      {writes.length === 0 && <p class="aside">None.</p>}
      <ul>
        {writes.map(({ object, field, before, after, change }, index) => (
          <li key={index}>
            <span class="word">
              {object} {field}
            </span>
            {change !== undefined && <code class="after">{change}</code>}
            <span class="values">
              <Value {...{ field }} text={before} /> <span aria-hidden="true">→</span>
              <span class="sr-only">becomes</span> <Value {...{ field }} text={after} isNew />
            </span>
          </li>
        ))}
        {returned.map(({ leave, result }, index) => (
          <li key={`returned ${index}`}>
            <code>{leave}()</code> returns <code>{String(result)}</code>
          </li>
        ))}
        {step?.log.map((line) => (
          <li key={line} class="log">
            <code>{line}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
