/** The player of a scenario's page: what is selected stands in the address, so that it can be passed on, and come back to. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { CopyLink } from "../links/CopyLink.tsx";
import { linkTo } from "../links/hash.ts";
import { LinkProblems } from "../links/LinkProblems.tsx";
import { Modes } from "../race/Modes.tsx";
import type { Scenario } from "../scenario/scenario.ts";
import type { Selection } from "./session.ts";
import { useLink } from "./useLink.ts";

interface Props {
  scenario: Scenario;
  kernels: readonly string[];
}

export function ScenarioPlayer({ scenario, kernels }: Props): VNode {
  const [selection, setSelection] = useState<Selection>({ scenario, kernels, without: [], choices: null, step: 0 });
  const [problems, dismiss] = useLink(selection, setSelection);
  return (
    <>
      <LinkProblems problems={problems} onDismiss={dismiss} />
      <Modes selection={selection} onSelect={setSelection} />
      <CopyLink label="Copy link to this step" make={() => linkTo(selection, null)} of={selection} />
    </>
  );
}
