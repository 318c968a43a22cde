/**
 * From 6.16 to the middle of the series of 2025, patch by patch. Each stage has the differences of all before it. Those that were
 * backported stand with the releases.
 */
import { stagesOf } from "../stage.ts";
import { releases } from "./releases.ts";

const [reference] = releases;

export const stages = stagesOf("2025", reference, [
  { patches: [1, 1], brings: ["dequeue-trusts-list"] },
  { patches: [2, 2], brings: ["finalize-after-unlock"] },
  { patches: [3, 3], brings: ["zs-no-isolated-asserts"] },
  { patches: [4, 4], brings: ["free-resets-type"] },
  { patches: [5, 5], brings: ["offline-sticky"] },
  { patches: [6, 6], brings: ["zsmalloc-sticky"] },
  { patches: [7, 8], brings: ["null-ops-fails"] },
  { patches: [9, 10], brings: ["movable-ops-function"] },
  { patches: [11, 11], brings: ["movable-ops-first"] },
  { patches: [12, 12], brings: ["zsmalloc-says-released"] },
  { patches: [13, 13], brings: ["balloon-says-released"] },
]);
