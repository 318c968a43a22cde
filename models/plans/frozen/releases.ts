import type { DifferenceName } from "../../differences.ts";
import type { Releases } from "../../era.ts";
import { releases as flags } from "../../flags/releases.ts";

const SOURCE = "<2612ac8a-d0a9-452b-a53d-75ffc6166224@redhat.com>";
const [from = flags[0]] = flags.filter(({ id }) => id === "7.2");
const another = (name: DifferenceName) => ({
  ...from,
  id: name,
  source: `never built; another reading of ${SOURCE}`,
  differences: new Set([...from.differences, name]),
});

/** On the first kernel whose balloons take no page lock themselves. */
export const releases = [
  { ...from, source: `never built; our reading of ${SOURCE}` },
  another("flag-apart"),
  another("freeze-by-force"),
  another("count-says-gone"),
] satisfies Releases;
