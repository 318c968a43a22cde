/** What whoever shows a debugger hands it, and what that hands its panels. */
import type { ComponentChildren } from "preact";
import type { Selection } from "../../engine/compare/session.ts";

export interface DebuggerProps {
  selection: Selection;
  onSelect: (selection: Selection) => void;
  /** What a kernel is held against: by "mops@6.16". */
  badges?: Readonly<Record<string, ComponentChildren>>;
  /** The memory may be another than the scenario's own. */
  choosesMemory?: boolean;
  /** Id of the drawer that tells the story. */
  story?: string;
  /** Makes a link to what is selected. */
  copy?: ComponentChildren;
}

/** `kernel`: the one in view, as the selection names it. */
export type PanelProps = DebuggerProps & { kernel: string };
