/** What every invariant says at the step. */
import type { VNode } from "preact";
import { invariantsAt } from "../invariants.ts";
import type { Moment } from "../moment.ts";

export function Invariants({ moment }: { moment: Moment }): VNode {
  const all = invariantsAt(moment);
  const broken = all.filter((each) => each.verdict === "broken");
  const holding = all.filter((each) => each.verdict === "holds").length;
  return (
    <div class="invariants">
      {broken.map(({ id, why }) => (
        <p key={id} class="broken">
          <strong>{id} is broken.</strong> {why}
        </p>
      ))}
      <details>
        <summary>
          Rules: {holding} hold, {all.length - holding - broken.length} not asked here
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
    </div>
  );
}
