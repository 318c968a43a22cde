/**
 * Zi Yan, January 2025: migrate_pages() gets targets that are PageOffline to begin with, so that a balloon need not inflate one in the middle of a
 * migration. Never built; this is our reading of <5C9489ED-0B26-40EA-B47B-C034E7DACB2F@nvidia.com>. The rest is that of `flags`.
 */
import type { Era } from "../../era.ts";
import { flags } from "../../flags/index.ts";
import { secretmem } from "../../flags/secretmem.ts";
import { zsmalloc } from "../../flags/zsmalloc.ts";
import { virtio_mem } from "../../machine/virtio_mem.ts";
import { differences } from "./differences.ts";
import { migrate_pages } from "./migrate.ts";
import { releases } from "./releases.ts";
import { virtio_balloon } from "./virtio_balloon.ts";

export const yan: Era<"yan"> = {
  ...flags,
  id: "yan",
  kind: "plan",
  builtOn: flags,
  title: "targets that are PageOffline to begin with",
  month: "2025-01",
  colour: { dark: "#f0a0b8", light: "#96254c" },
  releases,
  stages: [],
  offlineTargets: true,
  differences: { ...flags.differences, ...differences },
  drivers: { "virtio-balloon": virtio_balloon, "virtio-mem": virtio_mem, secretmem, zsmalloc },
  migrate_pages,
};
