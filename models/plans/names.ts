/** What was proposed and never built: a folder here and a place in this list is all that makes a plan. Every reader of a scenario knows these names. */
import { releases as frozen } from "./frozen/releases.ts";
import { releases as offlinepages } from "./offlinepages/releases.ts";
import { releases as testset } from "./testset/releases.ts";
import { releases as wilcox } from "./wilcox/releases.ts";
import { releases as yan } from "./yan/releases.ts";

export const PLANNED = [
  { id: "wilcox", releases: wilcox, stages: [] },
  { id: "testset", releases: testset, stages: [] },
  { id: "yan", releases: yan, stages: [] },
  { id: "offlinepages", releases: offlinepages, stages: [] },
  { id: "frozen", releases: frozen, stages: [] },
] as const;
