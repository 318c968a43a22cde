/** What the build hands the first page: the scenario, and what is known of each era besides its runs. Plain data, as it goes through the page. */
import type { EraId } from "../../../models/era.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { Tried } from "./tried.ts";

export interface EraWords {
  id: EraId;
  year: string;
  /** "Linux 6.0 to 6.16". */
  kernels: string;
  /** Words of a page that say whether it has an owner. */
  words: readonly string[];
  /** The check, in the models' own code. */
  code: { c: string; typescript: string };
  /** Who asks, and what. */
  asks: string;
}

export interface OpeningProps {
  scenario: Scenario;
  eras: readonly EraWords[];
  /** The crash in the player. */
  player: string;
  /** What the explorer found in the build; missing where it runs in the page. */
  tried?: Tried;
}
