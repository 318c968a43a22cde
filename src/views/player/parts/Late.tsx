/** What each CPU has stored that others don't see yet, and what it may still read though others have stored over it. Nothing where all see one memory. */
import type { VNode } from "preact";
import type { TraceStep } from "../../../engine/trace/trace.ts";
import { lateAfter } from "../late.ts";

const SAID = {
  unseen: (actor: string) => `Stored by ${actor}, and nobody else sees it yet`,
  old: (actor: string) => `Stored over by others, and ${actor} may still read the old value`,
};

export function Late({ steps }: { steps: readonly TraceStep[] }): VNode | null {
  const late = lateAfter(steps);
  if (late.length === 0) return null;
  return (
    <section class="late" aria-label="What CPUs don't see alike">
      {late.map(({ actor, kind, words }) => (
        <p key={`${kind} ${actor}`}>
          <b>{SAID[kind](actor)}:</b> <span class="words">{words}</span>
        </p>
      ))}
    </section>
  );
}
