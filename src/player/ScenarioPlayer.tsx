/** The player of a scenario's page: what is selected stands in the address, so that it can be passed on, and come back to. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Scenario } from "../scenario/scenario.ts";
import { Player } from "./Player.tsx";
import type { Selection } from "./session.ts";
import { useLink } from "./useLink.ts";

interface Props {
  scenario: Scenario;
  kernels: readonly string[];
}

export function ScenarioPlayer({ scenario, kernels }: Props): VNode {
  const [selection, setSelection] = useState<Selection>({ scenario, kernels, without: [], choices: null, step: 0 });
  const problems = useLink(selection, setSelection);
  return (
    <>
      {problems.length > 0 && (
        <div class="link-problems" role="status">
          {problems.map((message) => (
            <p key={message}>{message}</p>
          ))}
        </div>
      )}
      <Player selection={selection} onSelect={setSelection} />
    </>
  );
}
