/** What each frame of a machine is used for at this moment, as a memory map shows it. */

import type { Kernel } from "../../../models/machine/kernel.ts";
import { type Page, page_count, pfn_to_page } from "../../../models/machine/page.ts";
import { PageLRU } from "../../../models/machine/page-flags.ts";
import { PGTY_offline, PGTY_zsmalloc } from "../../../models/machine/page-type.ts";

/** Letter and meaning, in the order of legends. */
export const USES = {
  free: { letter: "", text: "free" },
  lru: { letter: "L", text: "of a program, on the LRU" },
  balloon: { letter: "B", text: "in the balloon" },
  zsmalloc: { letter: "Z", text: "of zsmalloc" },
  kernel: { letter: "K", text: "of the kernel itself, cannot be moved" },
} as const;
export type Use = keyof typeof USES;

export function framesOf(k: Kernel): Use[] {
  return k.memory.quietly(() => Array.from({ length: k.machine.pages }, (_, pfn) => useOf(k, pfn_to_page(k, pfn))));
}

function useOf(k: Kernel, page: Page): Use {
  if (page_count(page) === 0) return "free";
  if (PageLRU(page)) return "lru";
  if (k.types.test(page, PGTY_offline)) return "balloon";
  return k.types.test(page, PGTY_zsmalloc) ? "zsmalloc" : "kernel";
}

/** "0 to 3, 7": numbers as people write them. */
export function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(", ");
}
