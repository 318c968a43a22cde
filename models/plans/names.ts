/** What was proposed and never built: a folder here and a place in this list is all that makes a plan. Every reader of a scenario knows these names. */
import { releases as wilcox } from "./wilcox/releases.ts";

export const PLANNED = [{ id: "wilcox", releases: wilcox, stages: [] }] as const;
