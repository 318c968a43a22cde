/** What the plan of March 2025 does otherwise than the kernels with PG_movable_ops, as we read it. */
import { releases } from "../../models/flags/releases.ts";
import { offsetOf } from "../../models/machine/layout.ts";
import { BalloonDevInfo } from "../../models/plans/wilcox/balloon_compaction.ts";
import type { Expectations } from "./expectations.ts";
import { flags } from "./flags.ts";

export const wilcox: Expectations = {
  exceptions: flags.exceptions,
  on() {
    const base = flags.on(releases[0]);
    // There its zsmalloc has no such guard.
    const { "put back when it is free": _, ...unguarded } = base.zsmalloc.unguarded;
    return {
      ...base,
      callbacks: { ...base.callbacks, table: (_, balloon) => balloon.addr + offsetOf(BalloonDevInfo, "mops") },
      marksByFlag: false,
      hasTableOfType: false,
      ballooned: 0x800000,
      offlining: base.offlining.filter((name) => name !== "isolate_folio_to_list"),
      // Its code is that of the stages which had the mark in `mapping`.
      zsmalloc: {
        ...base.zsmalloc,
        unguarded,
        calls: {
          ...base.zsmalloc.calls,
          malloc: "zs_malloc{inc_zone_page_state; create_page_chain; __SetPageMovable; folio_unlock}",
          migrate: "zs_page_migrate{create_page_chain; __SetPageMovable}",
        },
      },
    };
  },
};
