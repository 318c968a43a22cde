/** Above the screen: its panels as tabs, the guards, the story, and the link to this very step. */
import type { VNode } from "preact";
import { useId, useRef } from "preact/hooks";
import type { GuardName } from "../../../../models/guards.ts";
import { must } from "../../../engine/must.ts";
import type { PanelProps } from "../props.ts";
import { TABS } from "../tabs.ts";
import { Guards } from "./Guards.tsx";
import "./bar.css";

interface Props extends PanelProps {
  onWithout: (without: GuardName[]) => void;
}

export function Bar({ selection, onSelect, onWithout, kernel, story, copy }: Props): VNode {
  const { panel = "watch", scenario, without, choices } = selection;
  const tabs = useRef<HTMLDivElement>(null);
  const id = useId();
  const move = (by: number) => {
    const at = TABS.findIndex((each) => each.id === panel);
    const to = must(TABS[(at + by + TABS.length) % TABS.length], "such panel");
    onSelect({ ...selection, panel: to.id });
    tabs.current?.querySelector<HTMLElement>(`[data-panel=${to.id}]`)?.focus();
  };
  return (
    <div class="bar">
      <div
        ref={tabs}
        class="tabs"
        role="tablist"
        aria-label="Ways to look at it"
        onKeyDown={({ key }) => {
          if (key === "ArrowRight") move(1);
          else if (key === "ArrowLeft") move(-1);
        }}
      >
        {TABS.map((each) => (
          <button
            key={each.id}
            type="button"
            role="tab"
            id={`${id}-${each.id}`}
            data-panel={each.id}
            aria-selected={panel === each.id}
            tabIndex={panel === each.id ? 0 : -1}
            onClick={() => onSelect({ ...selection, panel: each.id })}
          >
            {each.name}
          </button>
        ))}
      </div>
      <div class="tools">
        <Guards race={{ scenario, kernel, without }} onWithout={onWithout} />
        {choices !== null && panel !== "race" && (
          <button
            type="button"
            title="The order of the steps is not the scenario's own"
            onClick={() => onSelect({ ...selection, choices: null, step: 0 })}
          >
            Back to its own order
          </button>
        )}
        {selection.invariants === false && (
          <button
            type="button"
            title="Broken rules don't end this run, so that you see the damage they lead to"
            onClick={() => onSelect({ ...selection, invariants: true, step: 0 })}
          >
            Stop at the first broken rule
          </button>
        )}
        {story !== undefined && (
          <button type="button" popovertarget={story}>
            Story
          </button>
        )}
        {copy}
      </div>
    </div>
  );
}
