/** The steps taken so far; each leads back to the moment after it. */
import type { VNode } from "preact";
import { changesIn } from "../../engine/trace/text.ts";
import type { TraceStep } from "../../engine/trace/trace.ts";

interface Props {
  steps: readonly TraceStep[];
  actors: readonly string[];
  onGo: (depth: number) => void;
}

export function Path({ steps, actors, onGo }: Props): VNode | null {
  if (steps.length === 0) return null;
  return (
    <section aria-label="Steps taken">
      <h2>Steps taken</h2>
      <ol class="race-path">
        {steps.map((step, at) => (
          <li key={step.n}>
            <button
              type="button"
              aria-current={at === steps.length - 1 ? "step" : undefined}
              title="Back to the moment after this step"
              onClick={() => onGo(at + 1)}
            >
              <span class="race-number">{actors.indexOf(step.actor) + 1}</span> {step.actor} <code>{step.step}</code>
            </button>{" "}
            <span class="race-changes">{changesIn(step).join("; ")}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
