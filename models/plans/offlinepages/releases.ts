import type { Releases } from "../../era.ts";
import { releases as flags } from "../../flags/releases.ts";

const [from = flags[0]] = flags.filter(({ id }) => id === "7.2");

/** On the first kernel whose balloons mark no page under its lock. */
export const releases = [
  { ...from, source: "never built; our reading of <5C9489ED-0B26-40EA-B47B-C034E7DACB2F@nvidia.com>" },
] satisfies Releases;
