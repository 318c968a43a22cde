/** The words that the step changed, what its functions returned, and what the kernel logged. */
import type { VNode } from "preact";
import { rawText } from "../../../engine/trace/text.ts";
import type { TraceWrite } from "../../../engine/trace/trace.ts";
import { wordOf } from "../../../engine/why/history.ts";
import type { Asking } from "../asking.ts";
import type { Moment } from "../moment.ts";
import { Value } from "./Value.tsx";

/** Words of which somebody who reads a crash dump sees the bits alone. */
const IN_DUMPS = ["flags", "mapping", "page_type"];

interface Props {
  moment: Moment;
  asking: Asking;
}

export function Changes({ moment: { step }, asking }: Props): VNode | null {
  if (step === null) return null;
  const writes = step.writes.filter(({ bookkeeping }) => !bookkeeping);
  const returned = step.calls.filter(({ leave, result }) => leave !== undefined && result !== undefined);
  return (
    <div class="changes">
      <h3>What this step changed</h3>
      {writes.length === 0 && <p class="aside">None.</p>}
      <ul>
        {writes.map((write, index) => (
          <Change key={index} write={write} asking={asking} />
        ))}
        {returned.map(({ leave, result }, index) => (
          <li key={`returned ${index}`}>
            <code>{leave}()</code> returns <code>{String(result)}</code>
          </li>
        ))}
        {step.log.map((line) => (
          <li key={line} class="log">
            <code>{line}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Change({ write, asking }: { write: TraceWrite; asking: Asking }): VNode {
  const { object, field, before, after, change } = write;
  const raw = IN_DUMPS.includes(field) ? rawText(write) : null;
  return (
    <li>
      <button
        type="button"
        class="word"
        aria-pressed={asking.word === wordOf(write)}
        onClick={() => asking.ask(wordOf(write))}
      >
        {object} {field}
      </button>
      {change !== undefined && <code class="after">{change}</code>}
      <span class="values">
        <Value {...{ field }} text={before} /> <span aria-hidden="true">→</span>
        <span class="sr-only">becomes</span> <Value {...{ field }} text={after} isNew />
      </span>
      {raw !== null && (
        <span class="raw">
          <span class="sr-only">As a number:</span> <code>{raw}</code>
        </span>
      )}
    </li>
  );
}
