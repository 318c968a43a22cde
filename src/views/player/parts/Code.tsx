/** The function that runs, whole, with the line that ran, the stack in the names of the kernel, and the guards where they stand. */

import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isOfDrain } from "../../../../models/machine/drains.ts";
import type { CodeLine, CodeView } from "../code_view.ts";
import type { GuardSwitches } from "../guards.ts";
import type { Scene } from "../scene.ts";
import { useCode } from "../useSource.ts";
import { GuardSwitch } from "./GuardSwitch.tsx";
import "./code.css";

interface Props {
  scene: Scene;
  guards: GuardSwitches;
}

export function Code({ scene, guards }: Props): VNode {
  const { moment, column } = scene;
  const { step } = moment;
  const { verdict } = column.trace;
  const source = useCode(column.trace, step, scene.isEnd && verdict.message !== "" ? verdict.message : null);
  const fn = step?.stack.at(-1);
  return (
    <section class="code" aria-label="Code" tabIndex={-1}>
      <header>
        <h2>{fn === undefined ? "Code" : <code>{fn}()</code>}</h2>
        {step !== null && (
          <ol class="stack" aria-label="Call stack, outermost first">
            {step.stack.length === 0 && (
              <li>{isOfDrain(step.actor) ? "no code: what the CPU does by itself" : "the scenario's own operation"}</li>
            )}
            {step.stack.map((name, depth) => (
              <li key={depth}>
                <code>{name}</code>
              </li>
            ))}
          </ol>
        )}
      </header>
      {step === null && (
        <p class="aside">{moment.taken === 0 ? "Nothing runs yet." : "This era has no such step here."}</p>
      )}
      {step !== null && <Source view={source} guards={guards} />}
      {step !== null && (
        <p class="origin">
          <span class="place">{source?.place}</span>
          {source?.title && <span> · {source.title}</span>}
          {source?.kernel && (
            <>
              {" · "}
              <a href={source.kernel.url}>
                {source.kernel.file}:{source.kernel.line}
              </a>
            </>
          )}
        </p>
      )}
    </section>
  );
}

function Source({ view, guards }: { view: CodeView | null; guards: GuardSwitches }): VNode {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const scroller = box.current;
    const line = scroller?.querySelector<HTMLElement>("[aria-current]");
    if (!scroller || !line) return;
    const isInSight =
      line.offsetTop >= scroller.scrollTop && line.offsetTop + 60 <= scroller.scrollTop + scroller.clientHeight;
    if (!isInSight) scroller.scrollTop = Math.max(0, line.offsetTop - scroller.clientHeight * 0.45);
  }, [view?.place, view?.current]);
  return (
    <section class="lines" ref={box} tabIndex={0} aria-label="Lines of the function">
      {view?.lines.map((line, at) => (
        <SourceLine key={line.key} line={line} mark={markOf(view, at)} guards={guards} />
      ))}
    </section>
  );
}

function markOf({ current, failed }: CodeView, at: number): "" | "current" | "current failed" {
  return at !== current ? "" : failed ? "current failed" : "current";
}

interface LineProps {
  line: CodeLine;
  mark: ReturnType<typeof markOf>;
  guards: GuardSwitches;
}

function SourceLine({ line, mark, guards }: LineProps): VNode {
  return (
    <div
      class={["line", mark, line.isOut && "out"].filter(Boolean).join(" ")}
      aria-current={mark !== "" ? "location" : undefined}
    >
      <span class="number" aria-hidden="true">
        {line.margin}
      </span>
      <code class="text">
        {line.isOut && <span class="sr-only">Taken out: </span>}
        {line.tokens.map(([text, kind], index) =>
          kind === undefined ? (
            text
          ) : (
            <span key={index} class={`tok-${kind}`}>
              {text}
            </span>
          ),
        )}
        {line.tokens.length === 0 && " "}
      </code>
      {line.guards.map((guard) => (
        <GuardSwitch key={guard} guard={guard} switches={guards} />
      ))}
    </div>
  );
}
