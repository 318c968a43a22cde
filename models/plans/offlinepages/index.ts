/**
 * Zi Yan, January 2025, the second of his ways: migrate_offlinepages() beside migrate_pages(), as huge pages have a function of their own. Never
 * built; this is our reading of <5C9489ED-0B26-40EA-B47B-C034E7DACB2F@nvidia.com>. The rest is that of `flags` at 7.2, isolation and its lock included.
 */
import type { Era } from "../../era.ts";
import { flags } from "../../flags/index.ts";
import { balloons_move_unlocked } from "./balloon_migrate.ts";
import { migrate_pages } from "./migrate.ts";
import { releases } from "./releases.ts";

export const offlinepages: Era<"offlinepages"> = {
  ...flags,
  id: "offlinepages",
  kind: "plan",
  builtOn: flags,
  builtFrom: "7.2",
  title: "a function of their own migrates pages that are PageOffline",
  month: "2025-01",
  colour: { dark: "#f2b97c", light: "#8a4b00" },
  releases,
  stages: [],
  boot(k) {
    flags.boot(k);
    balloons_move_unlocked(k);
  },
  migrate_pages,
};
