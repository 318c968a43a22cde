/**
 * The second half of the series of 2025, told on the code that it ends in. Each stage takes away what the patches before it had left
 * of the mark in `page->mapping`.
 *
 * - `mark-in-mapping`: the mark is bit 1 of `page->mapping` (up to 3d388584d599).
 * - `ops-in-mapping`: the rest of that word leads to the callbacks (up to 84caf98838a3).
 * - `ops-compiled-in`: the callbacks of a type are named in mm/migrate.c under #ifdef, which fails for a module; a way to register
 *   them came after the series, in v6.17-rc3 (053c8ebe74f7).
 * - `any-tag-resets-mapping`: the free path empties a `mapping` with any of the two low bits set (up to 5799c0ed0aff).
 */
import type { Release } from "../era.ts";
import { stagesOf } from "../stage.ts";
import { releases } from "./releases.ts";

const [reference, mainline] = releases as readonly [Release, Release];
const first = { ...mainline, id: reference.id };

export const stages = stagesOf("2025", first, [
  // With no driver left that clears the mark, removing PageMovable() and renaming what remains changes no run.
  { patches: [14, 18], brings: ["mark-in-mapping", "ops-in-mapping", "any-tag-resets-mapping"] },
  { patches: [19, 19], takes: ["ops-in-mapping"], brings: ["ops-compiled-in"] },
  { patches: [20, 22], takes: ["mark-in-mapping"] },
  { patches: [23, 29], takes: ["any-tag-resets-mapping"] },
]);
