/**
 * From 6.16 to the middle of the series of 2025, patch by patch. Each stage has the differences of all before it. Those that were
 * backported stand with the releases.
 *
 * - `zs-no-isolated-asserts`: the callbacks of zsmalloc no longer look at the isolated flag (e22a58a2143f).
 * - `free-resets-type`: the free path takes the type off a page, where it refused a page that had one (2dfcd1608f3a).
 * - `offline-sticky`: a balloon leaves the type to the free path (65aabd88dffd).
 * - `zsmalloc-sticky`: so does zsmalloc (5ec3583309ef).
 * - `null-ops-fails`: a page without callbacks is not isolated, with a warning; before, it was a BUG (6ef0c1976b8f).
 * - `zsmalloc-says-released`: zsmalloc leaves the mark alone, and its callbacks ask whether the page still has a zspage (a109262734c5).
 * - `balloon-says-released`: the balloon leaves the mark alone, and its callbacks ask for the device in `private` (3544c4faccb8).
 */
import type { Release } from "../era.ts";
import { stagesOf } from "../stage.ts";
import { releases } from "./releases.ts";

export const stages = stagesOf("2025", releases[0] as Release, [
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
