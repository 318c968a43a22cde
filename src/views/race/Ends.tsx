/** What can come out, as a user of the API sees it, with an example of each; and the ends that the scenario says can happen. */
import type { VNode } from "preact";
import { findEra } from "../../../models/index.ts";
import type { Panel } from "../../engine/compare/session.ts";
import { possibleOn } from "../../engine/scenario/kernel_range.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { endsOf, namedEnds, toldApart } from "../../engine/verify/ends.ts";
import type { Verification } from "../../engine/verify/verify.ts";
import "./orders.css";

interface Props {
  scenario: Scenario;
  result: Verification;
  onOpen: (choices: readonly number[], panel: Panel) => void;
}

export function Ends({ scenario, result, onOpen }: Props): VNode | null {
  const ends = endsOf(result.exploration);
  const told = toldApart([...ends.keys()]);
  const kernel = findEra(`${result.era}@${result.release}`);
  const named = namedEnds(result.exploration, kernel ? possibleOn(scenario, kernel) : []);
  if (ends.size === 0) return null;
  return (
    <section aria-label="How it can end">
      <h2>{ends.size === 1 ? "It can end in one way" : `It can end in ${ends.size} ways`}</h2>
      <ol class="race-ends">
        {[...ends].map(([end, choices], at) => (
          <li key={end}>
            {named.has(end) && <p>{named.get(end)}</p>}
            <details open={!named.has(end)}>
              <summary>In what it differs</summary>
              <dl>
                {Object.entries(told(end)).map(([path, value]) => (
                  <div key={path}>
                    <dt>{path}</dt>
                    <dd>
                      <code>{JSON.stringify(value)}</code>
                    </dd>
                  </div>
                ))}
              </dl>
            </details>
            <button type="button" onClick={() => onOpen(choices, "watch")}>
              Watch an example<span class="sr-only"> of end {at + 1}</span>
            </button>
          </li>
        ))}
      </ol>
      <Claims {...{ scenario, result, onOpen }} />
    </section>
  );
}

function Claims({ result, onOpen }: Props): VNode | null {
  if (result.can.length === 0) return null;
  return (
    <>
      <h2>What the scenario says can happen</h2>
      <ul class="race-ends">
        {result.can.map(({ what, choices }) => (
          <li key={what}>
            {what}{" "}
            {choices === null ? (
              <strong class="race-bad">
                {result.exploration.bound === null ? "It never does." : "Not met: the search had stopped by then."}
              </strong>
            ) : (
              <button type="button" onClick={() => onOpen(choices, "watch")}>
                Watch it<span class="sr-only">: {what}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
