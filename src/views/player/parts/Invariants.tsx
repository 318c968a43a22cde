/** What every invariant says at the step, and at the end how the run was judged. */
import type { VNode } from "preact";
import { tell } from "../../../engine/verdicts/tell.ts";
import { wordOf } from "../../../engine/verdicts/vocabulary.ts";
import { invariantsAt } from "../invariants.ts";
import type { Moment } from "../moment.ts";

export function Invariants({ moment }: { moment: Moment }): VNode {
  const { taken, column } = moment;
  const { verdict, steps } = column.trace;
  const told = tell(column.trace);
  const all = invariantsAt(moment);
  const broken = all.filter((each) => each.verdict === "broken");
  const holding = all.filter((each) => each.verdict === "holds").length;
  return (
    <section class="invariants">
      <h3>Invariants</h3>
      {broken.map(({ id, why }) => (
        <p key={id} class="broken">
          <strong>{id} is broken.</strong> {why}
        </p>
      ))}
      <details>
        <summary>
          {holding} hold, {all.length - holding - broken.length} not asked here
        </summary>
        <ul>
          {all.map(({ id, text, verdict, why }) => (
            <li key={id} data-verdict={verdict}>
              <strong>{id}</strong> {verdict}
              {verdict === "not asked" && ` (${why})`}: {text}
            </li>
          ))}
        </ul>
      </details>
      {taken === steps.length && broken.length === 0 && (
        <p class={verdict.kind === "ok" ? "ended" : "broken"}>
          The run ends: {wordOf(verdict)}
          {told !== "" && `: ${told}`}.
        </p>
      )}
    </section>
  );
}
