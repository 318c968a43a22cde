/** The question: a scenario, the guards to leave out, and how deep to look. */

import type { VNode } from "preact";
import type { GuardName } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { aboutGuard } from "../../engine/guard.ts";
import { MAX_GUARDS } from "../../engine/scenario/limits.ts";
import { type Asked, DEPTHS, MAX_EXPECT, takesExpectation } from "./question.ts";

export interface Group {
  title: string;
  /** `guards`: those that it comes by on any kernel of the series. */
  scenarios: readonly { id: string; title: string; guards: readonly GuardName[] }[];
}

interface Props {
  groups: readonly Group[];
  folder: string;
  asked: Asked;
  /** What is wrong with the expectation. */
  wrong: string | null;
  onAsk: (asked: Asked) => void;
  onStart: () => void;
}

export function Form({ groups, folder, asked, wrong, onAsk, onStart }: Props): VNode {
  const { scenario, depth, expect } = asked;
  return (
    <form
      id="bisect"
      onSubmit={(event) => {
        event.preventDefault();
        onStart();
      }}
    >
      <p class="bisect-scenario">
        <label for="bisect-scenario">Scenario</label>
        <select
          id="bisect-scenario"
          value={scenario}
          onChange={({ currentTarget }) => onAsk({ ...asked, scenario: currentTarget.value, without: [] })}
        >
          {groups.map(({ title, scenarios }) => (
            <optgroup key={title} label={title}>
              {scenarios.map((each) => (
                <option key={each.id} value={each.id} selected={each.id === scenario}>
                  {each.title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>{" "}
        <a href={`${folder}${scenario}/`}>What happens in it</a>
      </p>
      <Guards {...{ groups, asked, onAsk }} />
      <fieldset>
        <legend>Look at</legend>
        {keysOf(DEPTHS).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="depth"
              value={each}
              checked={each === depth}
              onChange={() => onAsk({ ...asked, depth: each })}
            />{" "}
            {DEPTHS[each]}
          </label>
        ))}
      </fieldset>
      <p>
        <label for="bisect-expect">Only whether this is so in the end, a line each (may stay empty)</label>
        <textarea
          id="bisect-expect"
          rows={2}
          maxLength={MAX_EXPECT}
          spellcheck={false}
          placeholder="pages.p.type=null"
          value={expect}
          disabled={!takesExpectation(depth)}
          aria-invalid={wrong !== null}
          aria-describedby="bisect-expect-hint"
          onInput={({ currentTarget }) => onAsk({ ...asked, expect: currentTarget.value })}
        />
        <span id="bisect-expect-hint" class={wrong === null ? "race-note" : "race-note bisect-wrong"}>
          {wrong ?? (
            <>
              A path and a value, as in a scenario's expectations: <code>verdict=ok</code>.
            </>
          )}
          {!takesExpectation(depth) && " It is about the end of a run, not about its steps."}
        </span>
      </p>
    </form>
  );
}

function Guards({ groups, asked, onAsk }: Pick<Props, "groups" | "asked" | "onAsk">): VNode {
  const { scenario, without } = asked;
  const chosen = groups.flatMap(({ scenarios }) => scenarios).find(({ id }) => id === scenario);
  const listed = [...new Set([...(chosen?.guards ?? []), ...without])];
  const toggle = (guard: GuardName) =>
    onAsk({
      ...asked,
      without: without.includes(guard) ? without.filter((each) => each !== guard) : [...without, guard],
    });
  return (
    <details class="bisect-guards">
      <summary>
        Guards left out:{" "}
        <strong class={without.length > 0 ? "race-bad" : ""}>{without.length > 0 ? without.join(", ") : "none"}</strong>
      </summary>
      <ul>
        {listed.map((guard) => (
          <li key={guard}>
            <label>
              <input
                type="checkbox"
                checked={without.includes(guard)}
                disabled={without.length >= MAX_GUARDS && !without.includes(guard)}
                onChange={() => toggle(guard)}
              />{" "}
              <code>{guard}</code>
            </label>{" "}
            <span class="race-note">{aboutGuard(guard)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
