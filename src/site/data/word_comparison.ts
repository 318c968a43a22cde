/** The words of `struct page` in the three eras, read from machines: what a page of each kind keeps there, and how flags and types are coded. */

import type { Era, Release } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";
import { NO_TYPE, type PageTypeName } from "../../../models/machine/page-type.ts";
import { must } from "../../engine/must.ts";
import { hex } from "../../engine/trace/words.ts";
import { ballooned, type Machine } from "./ballooned.ts";
import { eraTextOf } from "./eras.ts";
import { slotsOf } from "./page_words.ts";
import { smallMachine } from "./small_machine.ts";

const ZSMALLOC = `
machine: { pages: 16, contents: true }
drivers: { zram: { driver: zsmalloc } }
setup:
  - zram.malloc: { size: 5, as: [z] }
actors: { nobody: [{ putback: }] }
expect: { verdict: ok }
`;

interface WordRow {
  /** "private", or names that share the bytes. */
  names: string[];
  /** In the order of ERAS. */
  eras: { balloon: string; zsmalloc: string; meaning: string }[];
}

export function wordRows(): WordRow[] {
  const eras = ERAS.map((era) => {
    const { k, pages } = smallMachine(ZSMALLOC, era.id);
    const [balloon, zsmalloc] = [ballooned(era), { k, page: must(pages.get("z"), "page z") }].map(slotsOf);
    return { balloon, zsmalloc, words: eraTextOf(era).words };
  });
  return (eras[0]?.balloon ?? [])
    .filter(({ names }) => names.length > 0)
    .map(({ offset, names }) => ({
      names,
      eras: eras.map(({ balloon, zsmalloc, words }) => ({
        balloon: balloon?.find((slot) => slot.offset === offset)?.text ?? "",
        zsmalloc: zsmalloc?.find((slot) => slot.offset === offset)?.text ?? "",
        meaning: words[names[0] ?? ""] ?? "",
      })),
    }));
}

/** Every kernel of the models, and how it codes flags and types. */
export function kernels(): { era: Era; release: Release }[] {
  return ERAS.flatMap((era) => era.releases.map((release) => ({ era, release })));
}

/** The word of a page that has the type and nothing else; null where the kernel has no such type. */
export function typeWord({ era, release }: { era: Era; release: Release }, type: PageTypeName): string | null {
  const { page }: Machine = ballooned(era, release);
  page.page_type = NO_TYPE;
  try {
    release.types.set(page, type);
  } catch {
    return null;
  }
  return hex(page.page_type);
}

/** Where the numbers of flags and types were read. */
export const NUMBER_SOURCES = ["include/linux/page-flags.h, 5.10, 6.1, 6.12 and 6.17"];
