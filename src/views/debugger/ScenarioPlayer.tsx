/** The debugger of a scenario's page: what is selected stands in the address, so that it can be passed on, and come back to. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Selection } from "../../engine/compare/session.ts";
import { memoryOf } from "../../engine/scenario/on_memory.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { CopyLink } from "../links/CopyLink.tsx";
import { linkTo } from "../links/hash.ts";
import { LinkProblems } from "../links/LinkProblems.tsx";
import { Debugger } from "./Debugger.tsx";
import { useLink } from "./useLink.ts";

interface Props {
  scenario: Scenario;
  kernels: readonly string[];
  /** By kernel: the release that it is held against in this scenario, and the page that shows how. */
  held: Readonly<Record<string, { linux: string; page: string }>>;
  /** Id of the drawer with the story. */
  story?: string;
}

export function ScenarioPlayer({ scenario, kernels, held, story }: Props): VNode {
  const [selection, setSelection] = useState<Selection>({ scenario, kernels, without: [], choices: null, step: 0 });
  const [problems, dismiss] = useLink(selection, setSelection);
  const badges = Object.fromEntries(
    Object.entries(held).map(([kernel, { linux, page }]) => [
      kernel,
      <a key={kernel} class="held" href={page}>
        held against Linux {linux}
      </a>,
    ]),
  );
  return (
    <>
      <LinkProblems problems={problems} onDismiss={dismiss} />
      <Debugger
        selection={selection}
        onSelect={(next) => setSelection(itself(next, scenario))}
        choosesMemory
        badges={isOwnRun(selection, scenario) ? badges : {}}
        {...(story !== undefined && { story })}
        copy={<CopyLink label="Copy link" make={() => linkTo(selection, null, scenario)} of={selection} />}
      />
    </>
  );
}

/** Another memory makes another scenario of it, and the own one makes it what it was. */
function itself(next: Selection, shown: Scenario): Selection {
  const isOwn = memoryOf(next.scenario) === memoryOf(shown);
  return isOwn && next.scenario !== shown ? { ...next, scenario: shown } : next;
}

/** With all guards, in the scenario's own order: only that was recorded. */
function isOwnRun({ scenario, without, choices }: Selection, shown: Scenario): boolean {
  return scenario === shown && without.length === 0 && choices === null;
}
