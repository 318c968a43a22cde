/** What each way to look at a scenario is given. */
import type { Selection } from "../../engine/compare/session.ts";

export interface ModeProps {
  selection: Selection;
  /** One kernel at a time: an order of the steps of one is not one of another. */
  kernel: string;
  onSelect: (selection: Selection) => void;
  onMode: (mode: "watch" | "race") => void;
}
