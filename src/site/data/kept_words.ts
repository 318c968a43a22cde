/** Which locks are held at every store to a word: explored while the site is built, of every scenario whose order is open. */
import { ERAS } from "../../../models/index.ts";
import { type Kept, locksIn, merged } from "../../engine/races/index.ts";
import { kernelsFor } from "../../engine/scenario/runnable.ts";
import { allScenarios } from "./scenarios.ts";

export interface KeptWord {
  word: string;
  /** By era; an era that doesn't have the word, or no second actor that touches it, is missing. */
  eras: Map<string, Kept>;
}

/** Of structs that readers look for: those of pages, drivers and pools. */
const STRUCTS = /^(page|balloon_dev_info|virtio_balloon|vmballoon|size_class|zspage|zs_handle|zs_pool)\./;

export function keptWords(): KeptWord[] {
  const open = allScenarios().filter(({ order }) => order === "open");
  const found = new Map<string, KeptWord>();
  for (const { id } of ERAS) {
    const explored = open.flatMap((scenario) =>
      kernelsFor(scenario)
        .filter(({ era }) => era.id === id)
        .map((kernel) => locksIn({ scenario, ...kernel, without: scenario.without })),
    );
    for (const [word, kept] of merged(explored)) {
      if (!STRUCTS.test(word)) continue;
      const known = found.get(word) ?? { word, eras: new Map() };
      found.set(word, known);
      known.eras.set(id, kept);
    }
  }
  return [...found.values()].sort((a, b) => (a.word < b.word ? -1 : 1));
}
