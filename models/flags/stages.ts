/**
 * The second half of the series of 2025, told on the code that it ends in. Each stage takes away what the patches before it had left
 * of the mark in `page->mapping`.
 */
import { stagesOf } from "../stage.ts";
import { releases } from "./releases.ts";

const [reference, mainline] = releases;
const first = { ...mainline, id: reference.id };

export const stages = stagesOf("2025", first, [
  // With no driver left that clears the mark, removing PageMovable() and renaming what remains changes no run.
  { patches: [14, 18], brings: ["mark-in-mapping", "ops-in-mapping", "any-tag-resets-mapping"] },
  { patches: [19, 19], takes: ["ops-in-mapping"], brings: ["ops-compiled-in"] },
  { patches: [20, 22], takes: ["mark-in-mapping"] },
  { patches: [23, 29], takes: ["any-tag-resets-mapping"] },
]);
