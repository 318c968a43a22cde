/**
 * From 5.19 to 6.0. Two commits did this: 81218f80a707, and 68f2736a8583 with its fourteen files. That the second one comes in three
 * steps here is an exercise: nobody posted it so.
 *
 * - `secretmem-not-isolated`: the files of secretmem have no isolate_page(), which nobody could reach (81218f80a707).
 * - `pool-in-zspage`: a zspage knows its pool; before, the pool was found through the address_space of a page (part of 68f2736a8583).
 * - `one-static-mapping`: all pages with the same callbacks lead to one address_space of the kernel image; no mount, no inode, nothing
 *   that can go before its pages do (hypothetical: 68f2736a8583 goes past this).
 * - `mark-leads-to-table`: pages lead to the table of callbacks, and page_mapping() says NULL for them (68f2736a8583).
 */
import type { Release } from "../era.ts";
import { stagesOf } from "../stage.ts";
import { releases } from "./releases.ts";

const last = releases.find(({ id }) => id === "5.19") as Release;

export const stages = stagesOf("2022", last, [
  { patches: [1, 1], brings: ["secretmem-not-isolated"] },
  { patches: [2, 2], brings: ["pool-in-zspage"] },
  { patches: [3, 3], brings: ["one-static-mapping"] },
  { patches: [4, 4], takes: ["one-static-mapping"], brings: ["mark-leads-to-table"] },
]);
