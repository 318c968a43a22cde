/** The call stack in the names of the kernel, and the place in the model's source at which the step stands. */
import type { VNode } from "preact";
import type { Moment } from "../moment.ts";
import { type Line, useSource } from "../useSource.ts";
import "./code.css";

/** Lines before and after the one that runs. */
const BEFORE = 2;
const AFTER = 6;

export function Code({ moment }: { moment: Moment }): VNode {
  const { step, column } = moment;
  const source = useSource(column.trace, step);
  return (
    <section class="code">
      <h3>Code</h3>
      {step === null ? (
        <p class="aside">{moment.taken === 0 ? "Nothing runs yet." : "This era has no such step here."}</p>
      ) : (
        <>
          <ol class="stack" aria-label="Call stack, outermost first">
            {step.stack.length === 0 && <li>the scenario's own operation</li>}
            {step.stack.map((name, depth) => (
              <li key={depth}>
                <code>{name}</code>
              </li>
            ))}
          </ol>
          <pre>
            {source?.lines.slice(Math.max(0, source.line - 1 - BEFORE), source.line + AFTER).map((line, index) => {
              const number = Math.max(1, source.line - BEFORE) + index;
              return <SourceLine key={number} {...{ number, line }} isCurrent={number === source.line} />;
            })}
          </pre>
          <p class="place">{source && `${source.file}:${source.line}`}</p>
        </>
      )}
    </section>
  );
}

function SourceLine({ number, line, isCurrent }: { number: number; line: Line; isCurrent: boolean }): VNode {
  return (
    <code class={isCurrent ? "line current" : "line"} aria-current={isCurrent ? "location" : undefined}>
      <span class="number" aria-hidden="true">
        {number}
      </span>
      <span class="text">
        {line.map(([text, kind], index) =>
          kind === undefined ? (
            text
          ) : (
            <span key={index} class={`tok-${kind}`}>
              {text}
            </span>
          ),
        )}
      </span>
    </code>
  );
}
