/** The call stack in the names of the kernel, the place in the model's source at which the step stands, and the guards there. */
import type { VNode } from "preact";
import { type GuardSwitches, guardsIn } from "../guards.ts";
import type { Moment } from "../moment.ts";
import { type Line, type SourcePlace, useSource } from "../useSource.ts";
import { GuardSwitch } from "./GuardSwitch.tsx";
import "./code.css";

interface Props {
  moment: Moment;
  guards: GuardSwitches;
}

/** Lines before and after the one that runs. */
const BEFORE = 2;
const AFTER = 6;

export function Code({ moment, guards }: Props): VNode {
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
          <Source source={source} guards={guards} />
        </>
      )}
    </section>
  );
}

function Source({ source, guards }: { source: SourcePlace | null; guards: GuardSwitches }): VNode {
  const first = Math.max(0, (source?.line ?? 0) - 1 - BEFORE);
  const lines = source?.lines.slice(first, source.line + AFTER) ?? [];
  const here = guardsIn(lines);
  return (
    <>
      <pre>
        {lines.map((line, index) => {
          const number = first + 1 + index;
          return <SourceLine key={number} {...{ number, line }} isCurrent={number === source?.line} />;
        })}
      </pre>
      <p class="place">{source && `${source.file}:${source.line}`}</p>
      {here.length > 0 && (
        <fieldset class="guards" aria-label="Guards in these lines">
          {here.map((guard) => (
            <GuardSwitch key={guard} guard={guard} switches={guards} />
          ))}
        </fieldset>
      )}
    </>
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
