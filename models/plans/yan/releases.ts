import type { DifferenceName } from "../../differences.ts";
import type { Releases } from "../../era.ts";
import { releases as flags } from "../../flags/releases.ts";

const SOURCE = "<5C9489ED-0B26-40EA-B47B-C034E7DACB2F@nvidia.com>";

export const releases = [
  { ...flags[0], source: `never built; our reading of ${SOURCE}` },
  {
    ...flags[0],
    id: "waits",
    source: `never built; another reading of ${SOURCE}`,
    differences: new Set<DifferenceName>(["target-waits"]),
  },
  {
    ...flags[0],
    id: "put-is-plain",
    source: `never built; another reading of ${SOURCE}`,
    differences: new Set<DifferenceName>(["plain-put"]),
  },
] satisfies Releases;
