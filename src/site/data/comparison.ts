/** The comparison of the eras step by step, from the models' own text, for pages. */

import { SourceIndex } from "../../engine/source/places.ts";
import { declarationsOf } from "../../knowledge/source/declarations.ts";
import { groupOf, type StepRow, stepMatrix } from "../compare/steps.ts";
import { cOf } from "../weave/c_views.ts";
import type { Source } from "../weave/excerpt.ts";
import { modelFiles } from "./model_files.ts";

/** By the part of a step's name before the colon. */
const TITLES: Readonly<Record<string, string>> = {
  isolate: "Isolating a page",
  putback: "Putting pages back",
  migrate: "Migrating pages",
  compact: "Compaction",
  lru: "Pages on the LRU",
  offline: "Taking memory offline",
  contig: "Contiguous allocation",
  "soft-offline": "Soft offlining",
  "virtio-mem": "virtio-mem",
  balloon: "Balloon drivers",
  host: "The host of a balloon",
  z3fold: "z3fold",
  oom: "Running out of memory",
  reclaim: "Reclaim",
  secretmem: "secretmem",
  zram: "The user of zsmalloc",
  zs: "zsmalloc",
  work: "Work put off to a thread",
  slab: "Slabs",
  user: "Users of pages, in scenarios",
  flags: "The word of flags",
  lock: "Waiting for locks",
};

export interface StepGroup {
  id: string;
  title: string;
  rows: StepRow[];
}

export const modelSource: Source = {
  files: modelFiles,
  index: new SourceIndex(declarationsOf(modelFiles)),
  c: cOf(modelFiles),
};

let groups: StepGroup[] | null = null;

export function stepGroups(): StepGroup[] {
  groups ??= [...Map.groupBy(stepMatrix(modelSource.files), ({ step }) => groupOf(step))].map(([id, rows]) => {
    const title = TITLES[id];
    if (title === undefined)
      throw new Error(`steps that begin with ${id}: have no title in src/site/data/comparison.ts`);
    return { id, title, rows };
  });
  return groups;
}
