/** The same order on both sides, step by step, from where they differ. The player runs only the models of the site, so this stands in for it. */

import type { VNode } from "preact";
import { isKeyOf } from "../../../models/keys.ts";
import { STEPS } from "../../../models/steps.ts";
import { stepText } from "../../../models/steps_without.ts";
import type { Shown, ShownStep } from "../../review/show.ts";
import type { Opened } from "./referee.ts";

interface Props extends Opened {
  scenario: string;
  kernel: string;
}

/** Steps that are shown before the first that differs. */
const LEAD = 2;

export function BeforeAfter({ before, after, scenario, kernel }: Props): VNode {
  if (after === null) return <p>This order could not be run again.</p>;
  const rows = Math.max(before?.steps.length ?? 0, after.steps.length);
  const first = [...Array(rows).keys()].find((at) => !alike(before?.steps[at], after.steps[at])) ?? rows;
  const from = Math.max(0, first - LEAD);
  return (
    <div class="before-after">
      <p>
        <code>{scenario}</code> on <code>{kernel}</code>, the same order on both sides.
        {first < rows && ` Step ${first + 1} is the first that differs.`} The player runs only the models of this site,
        so the changed ones are shown here.
      </p>
      <section class="table-scroll" tabIndex={0} aria-label="Before and after">
        <table>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {from > 0 && (
              <tr class="same">
                <th scope="row">1{from > 1 && `–${from}`}</th>
                <td colSpan={2}>the same on both sides</td>
              </tr>
            )}
            {[...Array(rows).keys()].slice(from).map((at) => {
              const [old, now] = [before?.steps[at], after.steps[at]];
              return (
                <tr key={at} class={at < first ? "same" : at === first ? "first" : ""}>
                  <th scope="row">{at + 1}</th>
                  {alike(old, now) && now ? (
                    <td colSpan={2}>
                      <Step {...now} />
                    </td>
                  ) : (
                    [old, now].map((step, side) => <td key={side}>{step ? <Step {...step} /> : "–"}</td>)
                  )}
                </tr>
              );
            })}
            <tr class="end">
              <th scope="row">End</th>
              <td>{toldBy(before)}</td>
              <td>{toldBy(after)}</td>
            </tr>
          </tbody>
        </table>
      </section>
    </div>
  );
}

function toldBy(shown: Shown | null): string {
  if (shown === null) return "this order cannot be taken";
  return shown.told === "" ? "nothing goes wrong" : shown.told;
}

function Step({ actor, step, stack, changes }: ShownStep): VNode {
  return (
    <>
      <b>{actor}</b> {textOf(step)}
      {stack.length > 0 && <small> in {stack.at(-1)}()</small>}
      {changes.length > 0 && <small class="changes">{changes.join("; ")}</small>}
    </>
  );
}

/** Changed models have steps of their own, and the fine cut names lines. */
function textOf(step: string): string {
  if (step.startsWith("line:")) return `goes on at line ${step.slice("line:".length)}`;
  return isKeyOf(STEPS, step) ? stepText(step, []) : step;
}

function alike(a: ShownStep | undefined, b: ShownStep | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
