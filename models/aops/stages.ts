/**
 * From 5.19 to 6.0. Two commits did this: 81218f80a707, and 68f2736a8583 with its fourteen files. That the second one comes in three
 * steps here is an exercise: nobody posted it so.
 */
import { stagesOf } from "../stage.ts";
import { releases } from "./releases.ts";

const [, , last] = releases;

export const stages = stagesOf("2022", last, [
  { patches: [1, 1], brings: ["secretmem-not-isolated"] },
  { patches: [2, 2], brings: ["pool-in-zspage"] },
  { patches: [3, 3], brings: ["one-static-mapping"] },
  { patches: [4, 4], takes: ["one-static-mapping"], brings: ["mark-leads-to-table"] },
]);
