/** The small machines that the pictures for beginners are drawn from. */

import { DIRECT } from "../../../models/index.ts";
import { peek_entries } from "../../../models/machine/list.ts";
import { lru_to_page, page_to_pfn } from "../../../models/machine/page.ts";
import { must } from "../../engine/must.ts";
import { framesOf, type Use } from "./frames.ts";
import { type Slot, slotsOf } from "./page_words.ts";
import { smallMachine } from "./small_machine.ts";

interface Picture {
  title: string;
  frames: Use[];
  pageblock: number;
}

const MIXED = `
drivers: { balloon: { driver: virtio-balloon }, zram: { driver: zsmalloc } }
machine: { pages: 16, contents: true }
setup:
  - map: { pages: 3, as: [mine] }
  - balloon.inflate: { pages: 2 }
  - alloc: { pages: 1 }
  - map: { pages: 2 }
  - zram.malloc: { size: 5 }
actors: { nobody: [{ putback: }] }
expect: { verdict: ok }
`;

const SCATTERED = `
drivers: { balloon: { driver: virtio-balloon } }
machine: { pages: 16 }
setup:
  - map: { pages: 1 }
  - map: { pages: 1, as: [a] }
  - balloon.inflate: { pages: 1 }
  - map: { pages: 2, as: [b, c] }
  - balloon.inflate: { pages: 1 }
  - unmap: { page: a }
  - unmap: { page: b }
actors:
  kcompactd:
    - compact: { mode: MIGRATE_SYNC }
expect: { verdict: ok }
`;

const LENDING = `
drivers: { balloon: { driver: virtio-balloon } }
machine: { pages: 16 }
setup:
  - map: { pages: 2 }
actors:
  guest:
    - balloon.inflate: { pages: 5 }
expect: { verdict: ok }
`;

export function mixedFrames(): Picture {
  return still(MIXED, "A machine of 16 pages, and what each is used for");
}

/** The list from its head on: the page that came last is the first. */
export function lruOrder(): { picture: Picture; order: number[] } {
  const { k } = smallMachine(MIXED);
  const order = [...peek_entries(k.memory, k.node.lru.addr)].map((entry) => page_to_pfn(lru_to_page(k.memory, entry)));
  return { picture: mixedFrames(), order };
}

export function compacted(): Picture[] {
  return beforeAndAfter(SCATTERED, "Before: free pages lie between pages in use", "After one round of compaction");
}

export function inflated(): Picture[] {
  return beforeAndAfter(LENDING, "Before: the balloon is empty", "After it was inflated by five pages");
}

function still(set: string, title: string): Picture {
  const { k } = smallMachine(set);
  return { title, frames: framesOf(k), pageblock: k.machine.pageblock };
}

function beforeAndAfter(set: string, before: string, after: string): Picture[] {
  const { k, run } = smallMachine(set);
  const picture = (title: string) => ({ title, frames: framesOf(k), pageblock: k.machine.pageblock });
  const first = picture(before);
  run();
  return [first, picture(after)];
}

/** A page of a program. Its `mapping` and `index` lead to what the models have no need of: they are told in words. */
export function userSlots(): Slot[] {
  const { k, pages } = smallMachine(MIXED, DIRECT.id);
  const texts: Record<string, string> = { mapping: "an anon_vma | 1", index: "where the program has it" };
  const slots = slotsOf({ k, page: must(pages.get("mine"), "page mine") });
  return slots.map((slot) => ({ ...slot, text: texts[slot.names[0] ?? ""] ?? slot.text }));
}
