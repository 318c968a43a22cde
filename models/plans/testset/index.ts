/**
 * David Hildenbrand, January 2026: once the balloon takes no page lock, could isolating do without it too, by a flag that is tested and set in
 * one go? Never built; this is our reading of <20260119230133.3551867-10-david@kernel.org>. The rest is that of `flags` at 7.2: the core
 * still locks pages to put them back and to migrate them.
 */
import type { Era } from "../../era.ts";
import { flags } from "../../flags/index.ts";
import { differences } from "./differences.ts";
import { isolate_movable_ops_page } from "./isolate.ts";
import { releases } from "./releases.ts";
import { zsmalloc_isolates_itself } from "./zs_isolate.ts";

export const testset: Era<"testset"> = {
  ...flags,
  id: "testset",
  kind: "plan",
  builtOn: flags,
  builtFrom: "7.2",
  title: "isolated by a test-and-set of the flag, without the page lock",
  month: "2026-01",
  colour: { dark: "#8fd6c0", light: "#0f6b53" },
  releases,
  stages: [],
  differences: { ...flags.differences, ...differences },
  claims: true,
  boot(k) {
    flags.boot(k);
    zsmalloc_isolates_itself(k);
  },
  isolate: isolate_movable_ops_page,
};
