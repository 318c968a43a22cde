/** Kernels of the era, reference first. */
import type { Releases } from "../era.ts";
import { FLAGS_FROM_6_12, FLAGS_TO_6_1 } from "../machine/page-flags.ts";
import { maskedPageTypes, topBytePageTypes } from "../machine/page-type.ts";

export const releases = [
  {
    id: "6.16",
    source: "Debian linux 6.16.12-1~bpo13+1",
    flags: FLAGS_FROM_6_12,
    types: topBytePageTypes,
    differences: new Set(),
  },
  {
    id: "6.12",
    source: "Debian linux 6.12.107-1",
    flags: FLAGS_FROM_6_12,
    types: topBytePageTypes,
    differences: new Set([
      "movable-ops-function",
      "movable-ops-first",
      "dequeue-trusts-list",
      "finalize-after-unlock",
      "cmm-fixes",
      "slab-guard",
      "free-unref-page",
      "compaction-free-listens",
      "free-empties-private",
      "zsmalloc-by-page",
      "zspage-rwlock",
    ]),
  },
  {
    id: "6.1",
    source: "Debian linux 6.1.176-1",
    flags: FLAGS_TO_6_1,
    types: maskedPageTypes,
    differences: new Set([
      "dequeue-trusts-list",
      "finalize-after-unlock",
      "cmm-fixes",
      "one-by-one",
      "sync-light-sleeps",
      "isolate-errno",
      "isolate-by-page",
      "handlable-slabs",
      "callers-isolate",
      "free-unref-page",
      "free-scanner-prepares",
      "free-empties-private",
      "zsmalloc-by-page",
      "zsmalloc-untyped",
      "zspage-rwlock",
    ]),
  },
] satisfies Releases;
