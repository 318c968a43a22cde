import type { DifferenceName } from "../../differences.ts";
import type { Releases } from "../../era.ts";
import { releases as flags } from "../../flags/releases.ts";

const SOURCE = "our reading of <20260119230133.3551867-10-david@kernel.org>";
const [of2025] = flags;
const [of2026 = of2025] = flags.filter(({ id }) => id === "7.2");

/** On the kernel that his series made; on one from before it, where balloons need the page lock; and with zsmalloc as it is. */
export const releases = [
  { ...of2026, source: `never built; ${SOURCE}` },
  { ...of2025, source: `never built; ${SOURCE}, without the series that it belongs to` },
  {
    ...of2026,
    id: "zs-unlocked",
    source: `never built; another reading of the same mail`,
    differences: new Set<DifferenceName>([...of2026.differences, "zs-asks-unlocked"]),
  },
] satisfies Releases;
