/**
 * The second half of the series of 2025, told on the code that it ends in: each stage takes away what the patches before it had left
 * of the mark in `page->mapping`. Then the series of 2026, from 6.19 on.
 */
import { stagesOf } from "../stage.ts";
import { releases } from "./releases.ts";

const [reference, mainline, last] = releases;
const first = { ...mainline, id: reference.id };

const of2025 = stagesOf("2025", first, [
  // With no driver left that clears the mark, removing PageMovable() and renaming what remains changes no run.
  { patches: [14, 18], brings: ["mark-in-mapping", "ops-in-mapping", "any-tag-resets-mapping"] },
  { patches: [19, 19], takes: ["ops-in-mapping"], brings: ["ops-compiled-in"] },
  { patches: [20, 22], takes: ["mark-in-mapping"] },
  { patches: [23, 29], takes: ["any-tag-resets-mapping"] },
]);

const of2026 = stagesOf("2026", last, [
  { patches: [1, 1], brings: ["vmw-counts-deflation"] },
  { patches: [2, 5], takes: ["vmw-counts-deflation"], brings: ["core-migrates"] },
  { patches: [6, 6], brings: ["core-counts-managed"] },
  { patches: [7, 8], brings: ["one-balloon-lock"] },
  { patches: [9, 9], brings: ["no-page-lock"] },
  // Renaming, moving and documenting what is there by now, and asserting what all callers do, changes no run.
  { patches: [10, 24] },
]);

export const stages = [...of2025, ...of2026];

export const afterSeries = { "2025": ["6.17.0", "6.17"], "2026": ["7.0", "7.2", "7.3"] };
