/** What a level is shown with. */
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { Level } from "../../knowledge/game/form.ts";
import type { Shown } from "../code/ShownCode.tsx";

export interface LevelProps {
  level: Level;
  scenario: Scenario;
  code: readonly Shown[];
  /** The next level; null: this is the last one. */
  next: { to: string; title: string } | null;
}
